// What a person can press, choose and fill in. Outside a window each choice goes to the app at once; inside one it waits
// for the window to be sent.

import { createContext, useContext, useEffect, useRef, useState } from "react";
import { act, encoded, type Json } from "./api";
import type { At } from "./blocks";
import { useDeeds } from "./doing";
import { Icon as Glyph } from "./icons";

export interface Filling {
  values: Json;
  set: (block: string, value: unknown) => void;
  errors: Json;
}

export const Form = createContext<Filling | null>(null);

interface Props {
  element: Json;
  block: Json;
  at: At;
  input?: boolean;
}

export function Element({ element, block, at, input }: Props) {
  const { perform } = useDeeds();
  const form = useContext(Form);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<Json | null>(null);
  const pick = async (value?: unknown) => {
    if (input && form) return form.set(block.block_id, value);
    const what = Array.isArray(value) ? { values: value } : value === undefined ? {} : { value };
    setBusy(true);
    await perform("press", { ...at, action_id: element.action_id, block_id: block.block_id, ...what });
    setBusy(false);
  };
  const press = (value?: unknown) => (element.confirm ? setAsking({ value }) : void pick(value));
  const Kind = KINDS[element.type];
  if (element.type === "image") return <img className="accessory" src={element.image_url} alt={element.alt_text} />;
  if (!Kind) return <span className="unknown">({element.type} is not shown on this page)</span>;
  const error = input ? form?.errors[block.block_id] : undefined;
  return (
    <>
      <Kind element={element} id={block.block_id} press={press} busy={busy} value={input ? form?.values[block.block_id] : undefined} />
      {error && <p className="error" role="alert">{error}</p>}
      {asking && (
        <Confirm said={element.confirm} yes={() => { setAsking(null); void pick(asking.value); }} no={() => setAsking(null)} />
      )}
    </>
  );
}

function Confirm({ said, yes, no }: { said: Json; yes: () => void; no: () => void }) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog ref={box} onCancel={no} className="confirm">
      <h2>{said.title.text}</h2><p>{said.text.text}</p>
      <footer><button onClick={no}>{said.deny.text}</button><button className={said.style ?? "primary"} onClick={yes}>{said.confirm.text}</button></footer>
    </dialog>
  );
}

interface Drawn {
  element: Json;
  id: string;
  press: (value?: unknown) => void;
  busy: boolean;
  value: any;
}

const label = (element: Json) => element.accessibility_label ?? element.text?.text ?? element.placeholder?.text;
const choices = (element: Json): Json[] => [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((one: Json) => one.options)];
const valued = (option: Json | undefined) => option?.value;

function Button({ element, press, busy }: Drawn) {
  const face = <>{busy && <i className="turning" />}{element.text.text}</>;
  if (element.url) return <a className={`button ${element.style ?? ""}`} href={element.url} target="_blank" rel="noreferrer" onClick={() => press()}>{face}</a>;
  return <button type="button" className={`button ${element.style ?? ""}`} aria-label={label(element)} disabled={busy} onClick={() => press()}>{face}</button>;
}

function Feedback({ element, press, busy }: Drawn) {
  return (
    <span className="feedback">
      {[element.positive_button, element.negative_button].map((one: Json, index) => (
        <button key={one.value} type="button" disabled={busy} title={one.text.text} aria-label={one.accessibility_label ?? one.text.text} onClick={() => press(one.value)}><Glyph of={index ? "down" : "up"} /></button>
      ))}
    </span>
  );
}

function Icon({ element, press, busy }: Drawn) {
  return <button type="button" className="plain" disabled={busy} title={element.text.text} aria-label={element.text.text} onClick={() => press(element.value)}><Glyph of={element.icon === "trash" ? "bin" : "dots"} /></button>;
}

function Select({ element, id, press, value }: Drawn) {
  const first = valued(element.initial_option) ?? "";
  const draw = (option: Json) => <option key={option.value} value={option.value}>{option.text.text}</option>;
  return (
    <select id={id} aria-label={label(element)} value={value ?? first} onChange={(event) => press(event.target.value)}>
      <option value="" disabled>{element.placeholder?.text ?? "Choose"}</option>
      {(element.options ?? []).map(draw)}
      {(element.option_groups ?? []).map((group: Json) => <optgroup key={group.label.text} label={group.label.text}>{group.options.map(draw)}</optgroup>)}
    </select>
  );
}

function Ticks({ element, press, value, single }: Drawn & { single?: boolean }) {
  const started = single ? [valued(element.initial_option)] : (element.initial_options ?? []).map(valued);
  const [held, setHeld] = useState<string[]>(started.filter(Boolean));
  const now: string[] = value === undefined ? held : Array.isArray(value) ? value : [value];
  const turn = (one: string) => {
    const next = single ? [one] : now.includes(one) ? now.filter((other) => other !== one) : [...now, one];
    setHeld(next);
    press(single ? one : next);
  };
  return (
    <span className="ticks">
      {choices(element).map((option) => (
        <label key={option.value}>
          <input type={single ? "radio" : "checkbox"} checked={now.includes(option.value)} onChange={() => turn(option.value)} />
          <span>{option.text.text}{option.description && <small>{option.description.text}</small>}</span>
        </label>
      ))}
    </span>
  );
}

function Overflow({ element, press }: Drawn) {
  return (
    <select className="overflow" aria-label={label(element) ?? "More"} value="" onChange={(event) => press(event.target.value)}>
      <option value="" disabled>⋯</option>
      {choices(element).map((option) => <option key={option.value} value={option.value}>{option.text.text}</option>)}
    </select>
  );
}

function Text({ element, id, press, value }: Drawn) {
  const kind = { email_text_input: "email", url_text_input: "url", number_input: "number" }[element.type as string] ?? "text";
  const shown = value ?? element.initial_value ?? "";
  const rest = { id, value: shown, placeholder: element.placeholder?.text, autoFocus: element.focus_on_load };
  if (element.multiline) return <textarea {...rest} rows={4} onChange={(event) => press(event.target.value)} />;
  return <input {...rest} type={kind} step={element.is_decimal_allowed ? "any" : undefined} onChange={(event) => press(event.target.value)} />;
}

function When({ element, id, press, value }: Drawn) {
  if (element.type === "datetimepicker") {
    const seconds = value ?? element.initial_date_time;
    const local = seconds ? new Date(seconds * 1000 - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 16) : "";
    return <input id={id} type="datetime-local" value={local} onChange={(event) => event.target.value && press(Math.round(new Date(event.target.value).getTime() / 1000))} />;
  }
  const kind = element.type === "datepicker" ? "date" : "time";
  return <input id={id} type={kind} aria-label={label(element)} value={value ?? element.initial_date ?? element.initial_time ?? ""} onChange={(event) => event.target.value && press(event.target.value)} />;
}

function Known({ element, id, press, value }: Drawn) {
  const { state } = useDeeds();
  const people = element.type.includes("users");
  const all = people
    ? (state?.people ?? []).filter((one) => !one.is_bot).map((one) => ({ id: one.id, name: one.real_name }))
    : (state?.channels ?? []).filter((one) => one.kind !== "im").map((one) => ({ id: one.id, name: `#${one.name}` }));
  const many = element.type.startsWith("multi_");
  const first = element.initial_users ?? element.initial_conversations ?? element.initial_channels ?? element.initial_user ?? element.initial_conversation ?? element.initial_channel;
  const options = all.map((one) => ({ value: one.id, text: { text: one.name } }));
  const like = { ...element, options, initial_options: many ? (first ?? []).map((one: string) => ({ value: one })) : undefined, initial_option: many ? undefined : first && { value: first } };
  return many ? <Ticks element={like} id={id} press={press} busy={false} value={value} /> : <Select element={like} id={id} press={press} busy={false} value={value} />;
}

function Sought({ element, id, press }: Drawn) {
  const { state } = useDeeds();
  const [options, setOptions] = useState<Json[]>([]);
  const [typed, setTyped] = useState("");
  const seek = async (text: string) => {
    setTyped(text);
    const hit = options.find((one) => one.text.text === text);
    if (hit) return press(hit.value);
    if (text.length >= (element.min_query_length ?? 3)) {
      const top = state?.views[state.views.length - 1];
      const told = await act(state?.me.id ?? "", "suggest", { action_id: element.action_id, value: text, view_id: top?.id }).catch(() => ({ options: [] }));
      setOptions((told as Json).options ?? []);
    }
  };
  return <><input id={id} list={`${id}-list`} value={typed} placeholder={element.placeholder?.text} onChange={(event) => void seek(event.target.value)} /><datalist id={`${id}-list`}>{options.map((one) => <option key={one.value} value={one.text.text} />)}</datalist></>;
}

function Files({ element, id, press, value }: Drawn) {
  const { perform } = useDeeds();
  const take = async (files: FileList | null) => {
    const kept: Json[] = [];
    for (const file of files ?? []) {
      const done = await perform("upload", await encoded(file));
      if (done) kept.push(done.file);
    }
    press(kept);
  };
  const ends = (element.filetypes ?? []).map((one: string) => `.${one}`).join(",");
  return <><input id={id} type="file" multiple={(element.max_files ?? 10) > 1} accept={ends} onChange={(event) => void take(event.target.files)} />{(value ?? []).map((one: Json) => <small key={one.id}><Glyph of="page" size={12} /> {one.name}</small>)}</>;
}

const KINDS: Record<string, (drawn: Drawn) => any> = {
  button: Button, workflow_button: Button, feedback_buttons: Feedback, icon_button: Icon, overflow: Overflow,
  static_select: Select, external_select: Sought, multi_static_select: (drawn) => <Ticks {...drawn} />,
  users_select: Known, conversations_select: Known, channels_select: Known,
  multi_users_select: Known, multi_conversations_select: Known, multi_channels_select: Known,
  checkboxes: (drawn) => <Ticks {...drawn} />, radio_buttons: (drawn) => <Ticks {...drawn} single />,
  plain_text_input: Text, email_text_input: Text, url_text_input: Text, number_input: Text,
  datepicker: When, timepicker: When, datetimepicker: When, file_input: Files,
};
