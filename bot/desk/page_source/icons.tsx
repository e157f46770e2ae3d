// The page's few signs, drawn here so that they look the same on every machine.

const PATHS = {
  lock: "M5 8V6a3 3 0 0 1 6 0v2M4 8h8v6H4z",
  plus: "M8 3v10M3 8h10",
  bolt: "M9 2 4 9h4l-1 5 5-7H8z",
  talk: "M2 3h12v8H7l-3 3v-3H2z",
  dots: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  up: "M5 7v6H3V7zM5 12h6l2-5H9V3L5 7",
  down: "M5 9V3H3v6zM5 4h6l2 5H9v4L5 9",
  page: "M4 2h5l3 3v9H4zM9 2v3h3",
  mail: "M2 4h12v8H2zM2 4l6 5 6-5",
  send: "M2 13 14 8 2 3v4l7 1-7 1z",
  cross: "M4 4l8 8M12 4l-8 8",
  bin: "M3 5h10M6 5V3h4v2M5 5l1 9h4l1-9",
};

export function Icon({ of, size = 16 }: { of: keyof typeof PATHS; size?: number }) {
  const bold = of === "dots";
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill={of === "send" ? "currentColor" : "none"} stroke="currentColor" strokeWidth={bold ? 2.6 : 1.4} strokeLinecap="round" strokeLinejoin="round" aria-hidden>
      <path d={PATHS[of]} />
    </svg>
  );
}
