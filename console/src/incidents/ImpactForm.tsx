import { Button, Card, Group, NumberInput, SegmentedControl, Stack, Text, Textarea, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type IncidentApi, incidentApi, read } from "../app/api";
import { useChange } from "../app/useChange";

type Incident = IncidentApi["Incident"];
type Impact = IncidentApi["Impact"];

const NUMBERS = ["downtimeMinutes", "degradedMinutes", "usersAffected"] as const;
const QUESTIONS = ["userVisible", "dataLoss", "moneyAffected", "monitoringFailed", "onCallIntervened"] as const;

/** What is not known is said to be unknown, never taken for nothing. */
export function ImpactForm({ incident, writable }: { incident: Incident; writable: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Card withBorder component="section" aria-label={t("impact.title")}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t("impact.title")}
        </Title>
        {writable && (
          <Button size="xs" variant="default" onClick={() => setOpen(!open)} aria-expanded={open}>
            {open ? t("cancel") : t("change")}
          </Button>
        )}
      </Group>
      {open && writable ? <Form incident={incident} close={() => setOpen(false)} /> : <Facts impact={incident.impact} />}
    </Card>
  );
}

function Facts({ impact }: { impact: Impact }) {
  const { t } = useTranslation();
  return (
    <>
      {NUMBERS.map((key) => (
        <Text size="sm" key={key}>
          {t(`impact.${key}`)}: <b>{impact[key] ?? t("unknown")}</b>
        </Text>
      ))}
      {QUESTIONS.map((key) => (
        <Text size="sm" key={key}>
          {t(`impact.${key}`)}: <b>{t(impact[key] === true ? "yes" : impact[key] === false ? "no" : "unknown")}</b>
        </Text>
      ))}
      {impact.notes && <Text size="sm">{impact.notes}</Text>}
    </>
  );
}

function Form({ incident, close }: { incident: Incident; close: () => void }) {
  const { t } = useTranslation();
  const [impact, setImpact] = useState<Impact>(incident.impact);
  const save = useChange(
    ["incident"],
    () =>
      read(
        incidentApi.PUT("/api/v1/incidents/{id}/impact", {
          params: { path: { id: incident.id }, header: { "If-Match": `"${incident.version}"` } },
          body: impact,
        }),
      ),
    close,
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <Stack gap="xs" mt="xs">
        {NUMBERS.map((key) => (
          <NumberInput key={key} label={t(`impact.${key}`)} placeholder={t("unknown")} value={impact[key] ?? ""} min={0} allowDecimal={false} onChange={(value) => setImpact({ ...impact, [key]: value === "" ? null : Number(value) })} />
        ))}
        {QUESTIONS.map((key) => (
          <Stack key={key} gap={2}>
            <Text size="sm" fw={500} id={`impact-${key}`}>
              {t(`impact.${key}`)}
            </Text>
            <SegmentedControl
              size="xs"
              aria-labelledby={`impact-${key}`}
              data={[
                { value: "yes", label: t("yes") },
                { value: "no", label: t("no") },
                { value: "unknown", label: t("unknown") },
              ]}
              value={impact[key] === true ? "yes" : impact[key] === false ? "no" : "unknown"}
              onChange={(value) => setImpact({ ...impact, [key]: value === "unknown" ? null : value === "yes" })}
            />
          </Stack>
        ))}
        <Textarea label={t("impact.notes")} value={impact.notes ?? ""} onChange={(event) => setImpact({ ...impact, notes: event.currentTarget.value || null })} autosize />
        <Button type="submit" loading={save.isPending}>
          {t("save")}
        </Button>
      </Stack>
    </form>
  );
}
