import { Alert, Button, Group, Slider, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type IncidentApi, incidentApi, read } from "../app/api";
import { useNames } from "../app/people";
import { Time } from "../app/Time";

type Incident = IncidentApi["Incident"];

/** Leads back to what was known at a time: what people knew when they decided. */
export function Then({ incident, at, go }: { incident: Incident; at: string; go: (at: string | null) => void }) {
  const { t } = useTranslation();
  const names = useNames();
  const history = useQuery({
    queryKey: ["incident", incident.id, "history", incident.version],
    queryFn: async () => (await read(incidentApi.GET("/api/v1/incidents/{id}/history", { params: { path: { id: incident.id } } }))).items,
  });
  // What was said at the same instant is one step.
  const changes = (history.data ?? []).filter((change, index, all) => change.at !== all[index + 1]?.at);
  const place = Math.max(0, changes.findLastIndex((change) => change.at <= at));
  const change = changes[place];
  return (
    <Alert color="indigo" variant="light" title={t("then.title")}>
      {change && (
        <>
          <Slider
            min={0}
            max={changes.length - 1}
            value={place}
            onChange={(chosen) => go(changes[chosen]?.at ?? null)}
            label={null}
            thumbLabel={t("then.title")}
            thumbProps={{ "aria-valuetext": `${change.at} ${change.type}` }}
          />
          <Group justify="space-between" mt="xs">
            <Text size="sm" role="status">
              <Time at={change.at} /> · {names(change.actor)} · {t(`changed.${change.type.replace(/\.v\d+$/, "")}`, { defaultValue: change.type })} ({place + 1} / {changes.length})
            </Text>
            <Button size="compact-sm" variant="default" onClick={() => go(null)}>
              {t("then.now")}
            </Button>
          </Group>
        </>
      )}
    </Alert>
  );
}
