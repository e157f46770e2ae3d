// The head of the middle: what one looks at; for the app its tabs and what it can do.

import { useDeeds } from "./doing";
import { Icon } from "./icons";
import type { Channel, State } from "./api";
import { personName, type Place } from "./main";

interface Props {
  state: State;
  place: Place;
  name: string;
  here: Channel | undefined;
  go: (place: Place) => Promise<void>;
}

export function AppPane({ state, place, name, here, go }: Props) {
  const { perform } = useDeeds();
  const anywhere = state.app.shortcuts.filter((one) => one.type === "global");
  return (
    <header className="top">
      <div>
        <h1>{name}</h1>
        {place.kind === "channel" && here && (
          <p className="about">
            {here.topic}
            <span title={here.members.map((id) => personName(state, id)).join(", ")}> · {here.members.length} members</span>
            {here.is_ext_shared && <b className="warn"> · people from another company read here</b>}
          </p>
        )}
        {place.kind === "app" && <p className="about">{state.app.connected ? "Ready" : "Not connected: start it with itbot desk"}</p>}
      </div>
      {anywhere.map((one) => (
        <button key={one.callback_id} className="plain" title={one.description} onClick={() => void perform("global_shortcut", { callback_id: one.callback_id })}>
          <Icon of="bolt" /> {one.name}
        </button>
      ))}
      {place.kind === "app" && (
        <div className="tabs" role="tablist">
          {(["messages", "home"] as const).map((tab) => (
            <button key={tab} role="tab" aria-selected={place.tab === tab} className={place.tab === tab ? "at" : ""} onClick={() => void go({ kind: "app", tab })}>
              {tab === "home" ? "Home" : "Messages"}
            </button>
          ))}
        </div>
      )}
    </header>
  );
}
