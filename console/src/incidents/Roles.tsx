import { Button, Card, MultiSelect, Select, Stack, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type IncidentApi, incidentApi, read } from "../app/api";
import { useCatalog } from "../app/people";
import { useChange } from "../app/useChange";

type Incident = IncidentApi["Incident"];

/** Who does what in the response. */
export function Roles({ incident, writable }: { incident: Incident; writable: boolean }) {
  const { t } = useTranslation();
  const { people } = useCatalog();
  const [roles, setRoles] = useState<IncidentApi["NewRoles"] | null>(null);
  const shown = roles ?? incident.roles;
  const save = useChange(
    ["incident"],
    () => read(incidentApi.PUT("/api/v1/incidents/{id}/roles", { params: { path: { id: incident.id }, header: { "If-Match": `"${incident.version}"` } }, body: shown })),
    () => setRoles(null),
  );
  return (
    <Card withBorder component="section" aria-label={t("incident.roles")}>
      <Title order={2} size="h4">
        {t("incident.roles")}
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined);
        }}
      >
        <Stack gap="xs" mt="xs">
          {(["commander", "communications", "scribe"] as const).map((role) => (
            <Select key={role} label={t(`incident.${role}`)} data={people} value={shown[role] ?? null} onChange={(person) => setRoles({ ...shown, [role]: person })} searchable clearable disabled={!writable} size="xs" />
          ))}
          <MultiSelect label={t("incident.responders")} data={people} value={shown.responders ?? []} onChange={(responders) => setRoles({ ...shown, responders })} searchable disabled={!writable} size="xs" />
          {roles && (
            <Button type="submit" variant="default" size="xs" loading={save.isPending}>
              {t("save")}
            </Button>
          )}
        </Stack>
      </form>
    </Card>
  );
}
