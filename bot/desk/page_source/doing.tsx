// What every part of the page can do: act as the person, open a thread, go elsewhere.

import { createContext, useContext } from "react";
import type { Json, State } from "./api";
import type { Place } from "./main";

export interface Deeds {
  perform: (name: string, rest?: Json) => Promise<Json | null>;
  state: State | null;
  openThread: (ts: string | null) => void;
  go: (place: Place) => Promise<void>;
  complain: (text: string) => void;
}

export const Doing = createContext<Deeds>(null as unknown as Deeds);
export const useDeeds = () => useContext(Doing);
