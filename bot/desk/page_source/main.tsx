// The desk's page: a Slack as people know it, for one person's machine.

import { createRoot } from "react-dom/client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { act, DeskError, encoded, getMessages, getState, listen, type Json, type Message, type State, type Status } from "./api";
import { AppPane } from "./app_pane";
import { Composer } from "./composer";
import { Conversation } from "./conversation";
import { Modal } from "./modal";
import { Sidebar } from "./sidebar";
import { Doing } from "./doing";
import { Icon } from "./icons";
import "./style.css";

export type Place = { kind: "app"; tab: "home" | "messages" } | { kind: "channel"; id: string };

function Desk() {
  const [me, setMe] = useState<string | null>(new URLSearchParams(location.search).get("as"));
  const [state, setState] = useState<State | null>(null);
  const [place, setPlace] = useState<Place>({ kind: "app", tab: "messages" });
  const [thread, setThread] = useState<string | null>(null);
  const [said, setSaid] = useState<Message[]>([]);
  const [replies, setReplies] = useState<Message[]>([]);
  const [statuses, setStatuses] = useState<Record<string, Status>>({});
  const [unread, setUnread] = useState<Set<string>>(new Set());
  const [trouble, setTrouble] = useState<string | null>(null);
  const [gone, setGone] = useState(false);
  const [dragged, setDragged] = useState(false);

  const channel = place.kind === "channel" ? place.id : state?.app.dm ?? null;
  const shown = useRef({ channel, thread });
  shown.current = { channel, thread };

  const refresh = useCallback(async () => {
    const fresh = await getState(me);
    setState(fresh);
    if (me === null) setMe(fresh.me.id);
  }, [me]);

  const read = useCallback(async () => {
    const { channel, thread } = shown.current;
    if (!me || !channel) return setSaid([]);
    const told = await getMessages(me, channel);
    const answers = thread ? await getMessages(me, channel, thread) : null;
    if (shown.current.channel !== channel || shown.current.thread !== thread) return;
    setSaid(told.messages);
    setReplies(answers?.messages ?? []);
    setStatuses((known) => {
      const next = { ...known };
      for (const one of [told.status, answers?.status]) if (one) next[`${one.channel}/${one.thread_ts}`] = one;
      return next;
    });
  }, [me]);

  const complain = useCallback((problem: unknown) => {
    setTrouble(problem instanceof DeskError ? problem.message : "That did not work; is the desk still running?");
  }, []);

  useEffect(() => void refresh().catch(complain), [refresh, complain]);
  useEffect(() => void read().catch(complain), [read, channel, thread, complain]);
  useEffect(() => {
    if (trouble) {
      const timer = setTimeout(() => setTrouble(null), 6000);
      return () => clearTimeout(timer);
    }
  }, [trouble]);

  const ready = state !== null && me !== null;
  useEffect(() => {
    if (!ready || !me) return;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => void read().catch(() => setGone(true)), 25);
    };
    const heard = (item: Json) => {
      if (item.type === "message" || item.type === "message_changed" || item.type === "message_deleted") {
        if (item.channel === shown.current.channel) soon();
        else if (item.type === "message" && item.message?.user !== me) setUnread((old) => new Set(old).add(item.channel));
        if (item.type === "message") {
          const key = `${item.channel}/${item.message?.thread_ts ?? item.message?.ts}`;
          setStatuses((old) => without(old, key));
        }
      } else if (item.type === "status") {
        const key = `${item.channel}/${item.thread_ts ?? ""}`;
        setStatuses((old) => (item.status ? { ...old, [key]: item as Status } : without(old, key)));
      } else if (item.type === "views") {
        setState((old) => old && { ...old, views: item.views });
      } else if (item.type === "home") {
        setState((old) => old && { ...old, app: { ...old.app, home: item.view } });
      } else {
        void refresh().catch(() => setGone(true));
      }
    };
    return listen(me, state?.seq ?? 0, heard, setGone);
    // The feed is opened once a person is known; what it brings is folded into the state above.
  }, [me, ready]);

  const perform = useCallback(
    async (name: string, rest: Json = {}): Promise<Json | null> => {
      try {
        return await act(me ?? "", name, rest);
      } catch (problem) {
        complain(problem);
        return null;
      }
    },
    [me, complain],
  );

  const go = useCallback(
    async (next: Place) => {
      setPlace(next);
      setThread(null);
      if (next.kind === "channel") {
        setUnread((old) => new Set([...old].filter((id) => id !== next.id)));
        await perform("look_at", { channel: next.id });
      } else {
        await perform(next.tab === "home" ? "open_home" : "open_messages");
        await refresh();
      }
    },
    [perform, refresh],
  );

  const arrived = useRef<string | null>(null);
  useEffect(() => {
    if (ready && me && arrived.current !== me) {
      arrived.current = me;
      void go({ kind: "app", tab: "messages" });
    }
  }, [ready, me, go]);

  const send = useCallback(
    async (text: string, files: File[], under: string | null) => {
      let to = channel;
      if (!to && state?.app.bot_user) to = (await perform("open_dm", { user: state.app.bot_user }))?.channel ?? null;
      if (!to) return;
      const command = state?.app.commands.find((one) => text === one.command || text.startsWith(`${one.command} `));
      if (command && !files.length) {
        const done = await perform("command", { channel: to, command: command.command, text: text.slice(command.command.length).trim() });
        if (done?.error) setTrouble(`${command.command} did not answer in time (operation_timeout).`);
        return;
      }
      const sent = await perform("post", { channel: to, text, thread_ts: under, files: await Promise.all(files.map(encoded)) });
      if (sent && !under && place.kind === "app") setThread(sent.ts);
      if (!channel) await refresh();
    },
    [channel, state, perform, place, refresh],
  );

  const doing = useMemo(() => ({ perform, state, openThread: setThread, go, complain: setTrouble }), [perform, state, go]);
  if (!state || !me) return <p className="starting">{trouble ?? "Opening the desk…"}</p>;

  const here = state.channels.find((one) => one.id === channel);
  const name = place.kind === "app" ? state.app.name : here?.kind === "im" ? personName(state, here.with) : `#${here?.name ?? ""}`;
  const status = (ts: string | null) => statuses[`${channel}/${ts ?? ""}`]?.status ?? null;
  const busy = Object.values(statuses).filter((one) => one.channel === channel && one.status && one.thread_ts !== thread);
  const member = place.kind === "app" || here?.is_member;

  return (
    <Doing.Provider value={doing}>
      <div
        className="desk"
        onDragOver={(event) => { event.preventDefault(); setDragged(true); }}
        onDragLeave={(event) => { if (event.currentTarget === event.target) setDragged(false); }}
        onDrop={(event) => {
          event.preventDefault();
          setDragged(false);
          const files = [...event.dataTransfer.files];
          if (files.length) void send("", files, thread);
        }}
      >
        <Sidebar state={state} place={place} unread={unread} gone={gone} go={go} sit={(id) => { setState(null); setMe(id); setThread(null); setSaid([]); }} />
        <main className="middle">
          <AppPane state={state} place={place} name={name} here={here} go={go} />
          {place.kind === "app" && place.tab === "home" ? (
            <Conversation.Home view={state.app.home} />
          ) : (
            <>
              <Conversation messages={said} state={state} open={setThread} prompts={place.kind === "app" && said.length < 2} ask={(text) => void send(text, [], null)} busy={busy[0]?.status ?? null} />
              {member ? (
                <Composer key={place.kind === "app" ? "app" : place.id} to={name} state={state} send={(text, files) => send(text, files, null)} />
              ) : (
                <p className="joining">You are looking at {name}. Write here and you have joined. <button onClick={() => void send("Hello.", [], null)}>Join</button></p>
              )}
            </>
          )}
        </main>
        {thread && (
          <aside className="thread" aria-label="Thread">
            <header><h2>Thread</h2><span>{name}</span><button className="plain" aria-label="Close the thread" onClick={() => setThread(null)}><Icon of="cross" /></button></header>
            <Conversation messages={replies} state={state} busy={status(thread)} inThread />
            <Composer key={thread} to="the thread" state={state} send={(text, files) => send(text, files, thread)} />
          </aside>
        )}
        {state.views.length > 0 && <Modal view={state.views[state.views.length - 1]} key={state.views[state.views.length - 1].id} />}
        {dragged && <div className="drop">Drop a contract, a ticket export or an email to hand it over in {name}</div>}
        {trouble && <div className="trouble" role="alert">{trouble}</div>}
      </div>
    </Doing.Provider>
  );
}

function without<T>(known: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = known;
  return rest;
}

export function personName(state: State, id: string | null): string {
  return state.people.find((one) => one.id === id)?.real_name ?? "Somebody";
}

createRoot(document.getElementById("desk")!).render(<Desk />);
