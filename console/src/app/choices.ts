import { useQuery } from "@tanstack/react-query";
import { type IncidentApi, notificationApi, type PostmortemApi, type ReviewApi, read } from "./api";

/** What can be chosen in more than one room. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

export const SEVERITIES: readonly IncidentApi["Severity"][] = ["SEV1", "SEV2", "SEV3", "SEV4", "SEV5"];
export const INCIDENT_KINDS: readonly IncidentApi["IncidentKind"][] = ["INCIDENT", "NEAR_MISS", "DRILL"];
export const ACTION_KINDS: readonly PostmortemApi["Kind"][] = ["PREVENT", "MITIGATE", "DETECT", "REPAIR", "INVESTIGATE", "PROCESS"];
export const WEEKDAYS: readonly ReviewApi["DayOfWeek"][] = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
export const LANGUAGES: readonly Choice[] = [
  { value: "en", label: "English" },
  { value: "ja", label: "日本語" },
];

/** Choices that are called what they are. */
export const asChoices = (values: readonly string[]): Choice[] => values.map((value) => ({ value, label: value }));

/** The types of events that one can hear of. */
export function useEventTypes(): readonly string[] {
  const types = useQuery({ queryKey: ["event-types"], queryFn: () => read(notificationApi.GET("/api/v1/subscriptions/events")), staleTime: 300_000 });
  return types.data?.items ?? [];
}
