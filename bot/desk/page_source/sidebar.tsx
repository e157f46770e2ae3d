// The left: the workspace, whom one acts as, the app, the channels and the direct messages.

import type { Channel, State } from "./api";
import { Face } from "./message";
import { Icon } from "./icons";
import { personName, type Place } from "./main";

interface Props {
  state: State;
  place: Place;
  unread: Set<string>;
  gone: boolean;
  go: (place: Place) => Promise<void>;
  sit: (id: string) => void;
}

export function Sidebar({ state, place, unread, gone, go, sit }: Props) {
  const channels = state.channels.filter((one) => one.kind !== "im" && one.kind !== "mpim");
  const directs = state.channels.filter((one) => one.kind === "im" && one.with !== state.app.bot_user);
  const at = (id: string) => place.kind === "channel" && place.id === id;
  return (
    <nav className="side" aria-label="Channels">
      <header>
        <strong>{state.team.name}</strong>
        <small>A Slack on this machine. Nothing leaves it.</small>
      </header>
      <label className="seat">
        <Face person={state.me} />
        <span>You are</span>
        <select aria-label="Act as" value={state.me.id} onChange={(event) => sit(event.target.value)}>
          {state.seats.map((one) => (
            <option key={one.id} value={one.id}>{one.real_name} ({one.title || one.kind}{one.is_external ? ", outside" : ""})</option>
          ))}
        </select>
      </label>
      <h3>Apps</h3>
      <button className={place.kind === "app" ? "at" : ""} onClick={() => void go({ kind: "app", tab: "messages" })}>
        <span className={`dot ${state.app.connected && !gone ? "on" : ""}`} title={state.app.connected && !gone ? "connected" : "not connected"} />
        {state.app.name}
      </button>
      <h3>Channels</h3>
      {channels.map((one) => (
        <button key={one.id} className={`${at(one.id) ? "at" : ""} ${unread.has(one.id) ? "unread" : ""} ${one.is_member ? "" : "faint"}`} onClick={() => void go({ kind: "channel", id: one.id })}>
          <Sign channel={one} /> {one.name}
          {one.is_ext_shared && <em title="People from another company are in this channel">shared</em>}
        </button>
      ))}
      {directs.length > 0 && <h3>Direct messages</h3>}
      {directs.map((one) => (
        <button key={one.id} className={`${at(one.id) ? "at" : ""} ${unread.has(one.id) ? "unread" : ""}`} onClick={() => void go({ kind: "channel", id: one.id })}>
          {personName(state, one.with)}
        </button>
      ))}
    </nav>
  );
}

export function Sign({ channel }: { channel: Channel }) {
  return <span className="sign" aria-hidden>{channel.kind === "private" ? <Icon of="lock" size={13} /> : "#"}</span>;
}
