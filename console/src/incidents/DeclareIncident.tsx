import { Checkbox, Group, MultiSelect, Select, Textarea, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type IncidentApi, incidentApi, read } from "../app/api";
import { SEVERITIES } from "../app/choices";
import { useDraft } from "../app/Draft";
import { FormDialog } from "../app/FormDialog";
import { useCatalog } from "../app/people";
import { fromLocalInput } from "../app/Time";
import { useChange } from "../app/useChange";

/** Now, or for something that is over already. */
export function DeclareIncident({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const choices = useCatalog();
  const [title, setTitle] = useDraft("incident.title");
  const [summary, setSummary] = useDraft("incident.summary");
  const [severity, setSeverity] = useState<IncidentApi["Severity"]>("SEV3");
  const [services, setServices] = useState<string[]>([]);
  const [past, setPast] = useState(false);
  const [startedAt, setStartedAt] = useState("");
  const [detectedAt, setDetectedAt] = useState("");
  const [resolvedAt, setResolvedAt] = useState("");

  const declare = useChange(
    ["incidents"],
    () =>
      read(
        incidentApi.POST("/api/v1/incidents", {
          body: {
            title: title.trim(),
            summary: summary.trim() || null,
            severity,
            services,
            ...(past ? { startedAt: fromLocalInput(startedAt), detectedAt: fromLocalInput(detectedAt), resolvedAt: fromLocalInput(resolvedAt) } : {}),
          },
        }),
      ),
    (incident) => {
      setTitle("");
      setSummary("");
      close();
      void navigate({ to: "/incidents/$number", params: { number: incident.number } });
    },
  );

  return (
    <FormDialog title={t("declare.title")} close={close} send={() => declare.mutate(undefined)} sending={declare} label={t("declare.do")} size="lg">
          <TextInput label={t("declare.what")} description={t("declare.whatHelp")} value={title} onChange={(event) => setTitle(event.currentTarget.value)} required maxLength={200} data-autofocus />
          <Textarea label={t("summary")} value={summary} onChange={(event) => setSummary(event.currentTarget.value)} autosize minRows={2} />
          <Group grow align="flex-start">
            <Select label={t("severity")} data={SEVERITIES.map((one) => ({ value: one, label: `${one} · ${t(`declare.${one}`)}` }))} value={severity} onChange={(value) => value && setSeverity(value as IncidentApi["Severity"])} allowDeselect={false} />
            <MultiSelect label={t("services")} data={choices.services} value={services} onChange={setServices} searchable />
          </Group>
          <Checkbox label={t("declare.past")} checked={past} onChange={(event) => setPast(event.currentTarget.checked)} />
          {past && (
            <Group grow>
              <TextInput type="datetime-local" label={t("times.startedAt")} value={startedAt} onChange={(event) => setStartedAt(event.currentTarget.value)} required />
              <TextInput type="datetime-local" label={t("times.detectedAt")} value={detectedAt} onChange={(event) => setDetectedAt(event.currentTarget.value)} />
              <TextInput type="datetime-local" label={t("times.resolvedAt")} value={resolvedAt} onChange={(event) => setResolvedAt(event.currentTarget.value)} />
            </Group>
          )}
    </FormDialog>
  );
}
