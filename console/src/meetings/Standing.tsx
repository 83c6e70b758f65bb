import { useTranslation } from "react-i18next";
import { type ReviewApi, read, readAll, reviewApi } from "../app/api";
import { asChoices, WEEKDAYS } from "../app/choices";
import { useCatalog, useNames } from "../app/people";
import { useSession } from "../app/session";
import { Records } from "../app/Records";

/** Meetings that come again each week, to which what waits for one is put. */
export function Standing() {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const { people, teams } = useCatalog();
  const { roles } = useSession();
  const at = (one: ReviewApi["StandingMeeting"]) => ({ path: { id: one.id }, header: { "If-Match": `"${one.version}"` } });
  const days = WEEKDAYS.map((value) => ({ value, label: t(`day.${value}`) }));
  return (
    <Records<ReviewApi["StandingMeeting"], ReviewApi["NewStandingMeeting"]>
      title={t("standing.title")}
      help={t("standing.help")}
      empty={t("standing.empty")}
      name="standing"
      mayChange={roles.includes("senior") || roles.includes("manager")}
      load={() => readAll((cursor) => reviewApi.GET("/api/v1/meetings/standing", { params: { query: { limit: 100, cursor } } }))}
      keyOf={(one) => `${t(`day.${one.weekday}`)} ${one.localTime.slice(0, 5)}`}
      columns={[
        { label: t("standing.when"), show: (one) => `${t(`day.${one.weekday}`)} ${one.localTime.slice(0, 5)} (${one.timeZone})` },
        { label: t("team"), show: (one) => one.team ?? t("metrics.all") },
        { label: t("meetings.duration"), show: (one) => one.durationMinutes },
        { label: t("meetings.facilitator"), show: (one) => one.facilitators.map(names).join(", ") },
        { label: t("meetings.place"), show: (one) => one.place ?? one.link ?? "–" },
      ]}
      fields={[
        { name: "team", label: t("team"), help: t("standing.teamHelp"), choices: teams },
        { name: "weekday", label: t("standing.weekday"), choices: days, required: true },
        { name: "localTime", label: t("preferences.dailyAt"), as: "time", required: true },
        { name: "timeZone", label: t("preferences.timeZone"), choices: asChoices(Intl.supportedValuesOf("timeZone").concat("UTC")), required: true },
        { name: "durationMinutes", label: t("meetings.duration"), as: "number", required: true },
        { name: "place", label: t("meetings.place") },
        { name: "link", label: t("meetings.link") },
        { name: "facilitators", label: t("standing.facilitators"), help: t("standing.inTurn"), choices: people, many: true },
        { name: "noteTakers", label: t("standing.noteTakers"), help: t("standing.inTurn"), choices: people, many: true },
      ]}
      formOf={(one) => one ?? { weekday: "WEDNESDAY", localTime: "14:00", timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, durationMinutes: 60, language: i18n.language }}
      create={(body) => read(reviewApi.POST("/api/v1/meetings/standing", { body }))}
      change={(one, { team, weekday, localTime, timeZone, durationMinutes, place, link, facilitators, noteTakers, language }) =>
        read(reviewApi.PUT("/api/v1/meetings/standing/{id}", { params: at(one), body: { team, weekday, localTime, timeZone, durationMinutes, place, link, facilitators, noteTakers, language } }))
      }
      remove={(one) => read(reviewApi.DELETE("/api/v1/meetings/standing/{id}", { params: at(one) }))}
    />
  );
}
