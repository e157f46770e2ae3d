// Block Kit: what is only shown is drawn by slack-blocks-to-jsx; what can be used is drawn here and tells the app.

import { Component, type ReactNode } from "react";
import { Message as Drawn } from "slack-blocks-to-jsx";
import type { Json } from "./api";
import { useDeeds } from "./doing";
import { Element } from "./elements";

export interface At extends Json {
  channel?: string;
  ts?: string;
  view_id?: string;
}

export function Blocks({ blocks, at }: { blocks: Json[]; at: At }) {
  return <div className="blocks">{blocks.map((block, index) => <Safe key={`${block.block_id ?? index}-${block.type}`}><Block block={block} at={at} /></Safe>)}</div>;
}

// A block that cannot be drawn says so; the rest of the page stands.
class Safe extends Component<{ children: ReactNode }, { broken: boolean }> {
  state = { broken: false };
  static getDerivedStateFromError = () => ({ broken: true });
  render = () => (this.state.broken ? <span className="unknown">(this part could not be shown)</span> : this.props.children);
}

function Block({ block, at }: { block: Json; at: At }) {
  switch (block.type) {
    case "actions":
    case "context_actions":
      return <div className={`row ${block.type}`}>{block.elements.map((one: Json) => <Element key={one.action_id} element={one} block={block} at={at} />)}</div>;
    case "input":
      return <Field block={block} at={at} />;
    case "section":
      return block.accessory ? (
        <div className="beside">{block.text?.type === "plain_text" ? <Plain text={block.text} /> : <Show block={{ ...block, accessory: undefined }} />}<Element element={block.accessory} block={block} at={at} /></div>
      ) : block.text?.type === "plain_text" && !block.fields ? <Plain text={block.text} /> : <Show block={block} />;
    case "image":
      return <Picture block={block} />;
    case "table":
      return <Table block={block} />;
    default:
      return <Show block={block} />;
  }
}

function Show({ block }: { block: Json }) {
  const { state } = useDeeds();
  const users = state?.people.map((one) => ({ id: one.id, name: one.real_name })) ?? [];
  const channels = state?.channels.map((one) => ({ id: one.id, name: one.name })) ?? [];
  return <Drawn blocks={[block as any]} name="" logo="" theme="light" withoutWrapper data={{ users, channels }} />;
}

// Plain text is shown as it stands, the colons of 08:00-18:00 too; only where emoji are asked for are names of them read.
function Plain({ text }: { text: Json }) {
  return text.emoji ? <Show block={{ type: "section", text }} /> : <p className="words">{text.text}</p>;
}

function Field({ block, at }: { block: Json; at: At }) {
  return (
    <div className="field">
      <label htmlFor={block.block_id}>{block.label.text}{block.optional && <i> (optional)</i>}</label>
      <Element element={block.element} block={block} at={at} input />
      {block.hint && <small>{block.hint.text}</small>}
    </div>
  );
}

function Picture({ block }: { block: Json }) {
  const source = block.slack_file?.id ? `/desk/files/${block.slack_file.id}` : block.image_url;
  return <figure className="picture">{block.title && <figcaption>{block.title.text}</figcaption>}<a href={source} target="_blank" rel="noreferrer"><img src={source} alt={block.alt_text} /></a></figure>;
}

function Table({ block }: { block: Json }) {
  const [head, ...rows] = block.rows as Json[][];
  const side = (column: number) => block.column_settings?.[column]?.align ?? "left";
  const cells = (row: Json[], Tag: "th" | "td") => row.map((cell, column) => <Tag key={column} style={{ textAlign: side(column), whiteSpace: side(column) === "right" ? "nowrap" : undefined }}><Cell cell={cell} /></Tag>);
  return (
    <div className="scroll">
      <table><thead><tr>{cells(head, "th")}</tr></thead><tbody>{rows.map((row, index) => <tr key={index}>{cells(row, "td")}</tr>)}</tbody></table>
    </div>
  );
}

function Cell({ cell }: { cell: Json }) {
  if (cell.type === "rich_text") return <Show block={cell} />;
  return <>{cell.text ?? cell.value ?? ""}</>;
}
