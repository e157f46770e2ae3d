// The messages of a channel or a thread, oldest first, kept at the newest; the app's Home tab; suggested prompts.

import { useEffect, useRef } from "react";
import type { Message, State, View } from "./api";
import { Blocks } from "./blocks";
import { Said } from "./message";

interface Props {
  messages: Message[];
  state: State;
  open?: (ts: string) => void;
  prompts?: boolean;
  ask?: (text: string) => void;
  busy?: string | null;
  inThread?: boolean;
}

export function Conversation({ messages, state, open, prompts, ask, busy, inThread }: Props) {
  const foot = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const low = useRef(true);
  useEffect(() => {
    if (!low.current) return;
    // An answer taller than the screen is read from its beginning.
    const spoken = box.current?.querySelectorAll<HTMLElement>(".said");
    const newest = spoken?.[spoken.length - 1];
    const tall = !!newest && !!box.current && newest.clientHeight > box.current.clientHeight;
    if (tall) newest.scrollIntoView({ block: "start" });
    else foot.current?.scrollIntoView({ block: "end" });
  }, [messages, busy]);
  return (
    <div className="conversation" ref={box} onWheel={() => { const b = box.current!; low.current = b.scrollHeight - b.scrollTop - b.clientHeight < 80; }}>
      <div className="push" />
      {messages.map((one, index) => (
        <div key={`${one.ts}-${one.ephemeral}`}>
          {(index === 0 || dayOf(one.ts) !== dayOf(messages[index - 1].ts)) && !inThread && <div className="day"><span>{dayOf(one.ts)}</span></div>}
          <Said message={one} state={state} open={open} follows={follows(messages[index - 1], one)} inThread={inThread} />
          {inThread && index === 0 && messages.length > 1 && <div className="day"><span>{messages.length - 1} {messages.length === 2 ? "reply" : "replies"}</span></div>}
        </div>
      ))}
      {prompts && (
        <section className="prompts">
          <p>{state.app.prompts.title ?? "Ask about the sample company, for example:"}</p>
          {state.app.prompts.prompts.map((one) => <button key={one.message} onClick={() => ask?.(one.message)}><b>{one.title}</b><span>{one.message}</span></button>)}
        </section>
      )}
      {busy && <p className="busy" role="status"><i /> {state.app.name} {busy}</p>}
      <div ref={foot} />
    </div>
  );
}

Conversation.Home = function Home({ view }: { view: View | null }) {
  return (
    <div className="conversation home">
      {view ? <Blocks blocks={view.blocks} at={{ view_id: view.id }} /> : <p className="busy"><i /> Putting the overview together…</p>}
    </div>
  );
};

function dayOf(ts: string): string {
  return new Date(Number(ts) * 1000).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });
}

function follows(before: Message | undefined, now: Message): boolean {
  return !!before && before.user === now.user && !before.ephemeral && !now.ephemeral && Number(now.ts) - Number(before.ts) < 300 && !before.reply_count && before.user !== "USLACKBOT";
}
