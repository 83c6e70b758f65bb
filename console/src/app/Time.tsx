import { useTranslation } from "react-i18next";

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** Formats are expensive to make, and a list shows hundreds of times. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatted(moment: Date, language: string, how: "full" | "clock"): string {
  const key = `${language} ${how}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language, how === "full" ? { dateStyle: "medium", timeStyle: "short" } : { hour: "2-digit", minute: "2-digit", second: "2-digit" });
    formats.set(key, format);
  }
  return format.format(moment);
}

function relative(seconds: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return format.format(0, "minute");
}

/** A point in time in the viewer's zone; what was stored is shown on hover. */
export function Time({ at, how = "full" }: { at: string; how?: "full" | "clock" | "ago" }) {
  const { i18n } = useTranslation();
  const moment = new Date(at);
  const full = formatted(moment, i18n.language, "full");
  const shown =
    how === "ago"
      ? relative((moment.getTime() - Date.now()) / 1000, i18n.language)
      : how === "clock"
        ? formatted(moment, i18n.language, "clock")
        : full;
  return (
    <time dateTime={at} title={`${full} (${at.replace(/\.\d+Z$/, "Z")})`}>
      {shown}
    </time>
  );
}

/** So many seconds as people say them: 1 h 5 min. */
export function length(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return "–";
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 2880) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(minutes / 1440)} d ${Math.round((minutes % 1440) / 60)} h`;
}

/** What an input of type datetime-local shows for a time, and back. */
export function toLocalInput(at: string | null | undefined): string {
  if (!at) return "";
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function fromLocalInput(text: string): string | null {
  return text ? new Date(text).toISOString() : null;
}
