// Where one writes: text, slash commands, files.

import { useRef, useState } from "react";
import type { State } from "./api";
import { Icon } from "./icons";

interface Props {
  to: string;
  state: State;
  send: (text: string, files: File[]) => Promise<void>;
}

export function Composer({ to, state, send }: Props) {
  const [text, setText] = useState("");
  const [files, setFiles] = useState<File[]>([]);
  const picker = useRef<HTMLInputElement>(null);
  const slash = text.startsWith("/") && !text.includes(" ") ? state.app.commands.filter((one) => one.command.startsWith(text)) : [];

  const off = async () => {
    if (!text.trim() && !files.length) return;
    const [said, given] = [text.trim(), files];
    setText("");
    setFiles([]);
    await send(mentioned(said, state), given);
  };

  return (
    <form className="composer" onSubmit={(event) => { event.preventDefault(); void off(); }}>
      {slash.length > 0 && (
        <ul className="slash">
          {slash.map((one) => (
            <li key={one.command}><button type="button" onClick={() => setText(`${one.command} `)}><b>{one.command}</b> {one.usage_hint} <span>{one.description}</span></button></li>
          ))}
        </ul>
      )}
      {files.length > 0 && (
        <ul className="given">
          {files.map((file) => <li key={file.name}><Icon of="page" /> {file.name}<button type="button" aria-label={`Leave out ${file.name}`} onClick={() => setFiles(files.filter((one) => one !== file))}><Icon of="cross" size={12} /></button></li>)}
        </ul>
      )}
      <textarea
        aria-label={`Message ${to}`}
        placeholder={`Message ${to}`}
        value={text}
        rows={Math.min(8, Math.max(1, text.split("\n").length))}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
            event.preventDefault();
            void off();
          }
        }}
        onPaste={(event) => { if (event.clipboardData.files.length) setFiles([...files, ...event.clipboardData.files]); }}
      />
      <div className="tools">
        <button type="button" className="plain" title="Attach a file" aria-label="Attach a file" onClick={() => picker.current?.click()}><Icon of="plus" /></button>
        <button type="button" className="plain" title={`Mention ${state.app.name}`} onClick={() => setText(`@${state.app.name} ${text}`)}>@</button>
        <span className="hint">Enter sends, Shift + Enter starts a new line</span>
        <button type="submit" className="send" aria-label="Send" disabled={!text.trim() && !files.length}><Icon of="send" /></button>
      </div>
      <input ref={picker} type="file" multiple hidden aria-label="Files" onChange={(event) => { setFiles([...files, ...(event.target.files ?? [])]); event.target.value = ""; }} />
    </form>
  );
}

// "@IT Interpreter" becomes the mention that Slack sends; so do other people's names.
function mentioned(text: string, state: State): string {
  let said = text;
  for (const one of state.people) {
    said = said.replaceAll(`@${one.real_name}`, `<@${one.id}>`);
    if (one.id === state.app.bot_user) said = said.replaceAll(`@${state.app.name}`, `<@${one.id}>`).replaceAll(`@${one.name}`, `<@${one.id}>`);
  }
  return said;
}
