// The window on top: filled in, sent off, closed; what is wrong is said beside the field.

import { useEffect, useRef, useState } from "react";
import type { Json, View } from "./api";
import { Blocks } from "./blocks";
import { useDeeds } from "./doing";
import { Form } from "./elements";
import { Icon } from "./icons";

export function Modal({ view }: { view: View }) {
  const { perform } = useDeeds();
  const [values, setValues] = useState<Json>({});
  const [errors, setErrors] = useState<Json>({});
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => { if (!box.current?.open) box.current?.showModal(); }, []);
  const close = () => void perform("close", { view_id: view.id });
  const send = async () => {
    setBusy(true);
    const told = await perform("submit", { view_id: view.id, values });
    setBusy(false);
    setErrors(told?.errors ?? {});
  };
  return (
    <dialog ref={box} className="modal" aria-label={view.title?.text} onCancel={(event) => { event.preventDefault(); close(); }}>
      <form onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <header><h2>{view.title?.text}</h2><button type="button" className="plain" aria-label="Close" onClick={close}><Icon of="cross" /></button></header>
        <Form.Provider value={{ values, errors, set: (block, value) => { setValues((old) => ({ ...old, [block]: value })); setErrors((old) => ({ ...old, [block]: undefined })); } }}>
          <Blocks blocks={view.blocks} at={{ view_id: view.id }} />
        </Form.Provider>
        <footer>
          <button type="button" onClick={close}>{view.close?.text ?? (view.submit ? "Cancel" : "Close")}</button>
          {view.submit && <button type="submit" className="primary" disabled={busy}>{busy && <i className="turning" />}{view.submit.text}</button>}
        </footer>
      </form>
    </dialog>
  );
}
