import { Button, Group, Menu, MultiSelect, Select, Textarea, TextInput } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type IncidentApi, incidentApi, read } from "../app/api";
import { INCIDENT_KINDS, SEVERITIES } from "../app/choices";
import { FormDialog } from "../app/FormDialog";
import { useCatalog } from "../app/people";
import { useSession } from "../app/session";
import { fromLocalInput, toLocalInput } from "../app/Time";
import { useChange } from "../app/useChange";

type Incident = IncidentApi["Incident"];
type Severity = IncidentApi["Severity"];
const TIMES = ["startedAt", "detectedAt", "acknowledgedAt", "mitigatedAt", "resolvedAt"] as const;
const DETECTIONS = ["MONITORING", "PERSON", "CUSTOMER"] as const;
const KEYS = ["incident", "incidents", "process"];

interface DialogProps {
  readonly incident: Incident;
  readonly close: () => void;
}

const ifUnchanged = (incident: Incident) => ({ path: { id: incident.id }, header: { "If-Match": `"${incident.version}"` } });

const DIALOGS = { describe: Describe, severity: ChangeSeverity, times: CorrectTimes, merge: Merge, reopen: Reopen };

/** Everything about an incident that can turn out to have been otherwise. What stood there before stays in its history. */
export function Corrections({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const { roles } = useSession();
  const [opened, setOpened] = useState<keyof typeof DIALOGS | null>(null);
  if (!roles.includes("responder") || incident.mergedInto) return null;
  const Opened = opened && DIALOGS[opened];
  const offered = (Object.keys(DIALOGS) as (keyof typeof DIALOGS)[]).filter((one) => one !== "reopen" || incident.status === "RESOLVED" || incident.status === "CLOSED");
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" size="sm" rightSection={<IconChevronDown size={14} />}>
            {t("incident.change")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offered.map((one) => (
            <Menu.Item key={one} onClick={() => setOpened(one)}>
              {t(`incident.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {Opened && <Opened incident={incident} close={() => setOpened(null)} />}
    </>
  );
}

function Describe({ incident, close }: DialogProps) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const { title, summary, kind, services, servicesAtFault, team, detectedBy } = incident;
  const [form, setForm] = useState<IncidentApi["NewDescription"]>({ title, summary, kind, services, servicesAtFault, team, detectedBy });
  const put = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const save = useChange(KEYS, () => read(incidentApi.PUT("/api/v1/incidents/{id}/description", { params: ifUnchanged(incident), body: form })), close);
  return (
    <FormDialog title={t("incident.describe")} close={close} send={() => save.mutate(undefined)} sending={save} size="lg">
      <TextInput label={t("title")} value={form.title} onChange={(event) => put({ title: event.currentTarget.value })} required maxLength={200} data-autofocus />
      <Textarea label={t("summary")} value={form.summary ?? ""} onChange={(event) => put({ summary: event.currentTarget.value || null })} autosize minRows={2} />
      <Group grow align="flex-start">
        <Select label={t("kind")} data={INCIDENT_KINDS.map((value) => ({ value, label: t(`incidentKind.${value}`) }))} value={form.kind} onChange={(value) => value && put({ kind: value as Incident["kind"] })} allowDeselect={false} />
        <Select label={t("team")} data={catalog.teams} value={form.team ?? null} onChange={(value) => put({ team: value })} clearable searchable />
        <Select
          label={t("incident.detectedBy")}
          data={DETECTIONS.map((value) => ({ value, label: t(`detection.${value}`) }))}
          value={form.detectedBy ?? null}
          onChange={(value) => put({ detectedBy: value as (typeof DETECTIONS)[number] | null })}
          clearable
          placeholder={t("unknown")}
        />
      </Group>
      <Group grow align="flex-start">
        <MultiSelect label={t("services")} data={catalog.services} value={form.services} onChange={(value) => put({ services: value })} searchable />
        <MultiSelect label={t("incident.atFault")} data={catalog.services} value={form.servicesAtFault} onChange={(value) => put({ servicesAtFault: value })} searchable />
      </Group>
    </FormDialog>
  );
}

function ChangeSeverity({ incident, close }: DialogProps) {
  const { t } = useTranslation();
  const [severity, setSeverity] = useState<Severity>(incident.severity);
  const [reason, setReason] = useState("");
  const save = useChange(KEYS, () => read(incidentApi.PUT("/api/v1/incidents/{id}/severity", { params: ifUnchanged(incident), body: { severity, reason: reason.trim() || null } })), close);
  return (
    <FormDialog title={t("incident.severity")} close={close} send={() => save.mutate(undefined)} sending={save}>
      <Select label={t("severity")} data={SEVERITIES.map((one) => ({ value: one, label: `${one} · ${t(`declare.${one}`)}` }))} value={severity} onChange={(value) => value && setSeverity(value as Severity)} allowDeselect={false} data-autofocus />
      <Textarea label={t("reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} autosize />
    </FormDialog>
  );
}

function CorrectTimes({ incident, close }: DialogProps) {
  const { t } = useTranslation();
  const [times, setTimes] = useState(() => Object.fromEntries(TIMES.map((time) => [time, toLocalInput(incident[time])])) as Record<(typeof TIMES)[number], string>);
  const [reason, setReason] = useState("");
  const corrected = () =>
    Object.fromEntries(
      // Seconds that the field does not show stay where the minute stays.
      TIMES.map((time) => [time, times[time] === toLocalInput(incident[time]) ? (incident[time] ?? null) : fromLocalInput(times[time])]),
    );
  const save = useChange(KEYS, () => read(incidentApi.PUT("/api/v1/incidents/{id}/times", { params: ifUnchanged(incident), body: { ...corrected(), reason: reason.trim() } })), close);
  return (
    <FormDialog title={t("incident.times")} close={close} send={() => save.mutate(undefined)} sending={save}>
      {TIMES.map((time) => (
        <TextInput key={time} type="datetime-local" label={t(`times.${time}`)} description={times[time] ? undefined : t("unknown")} value={times[time]} onChange={(event) => setTimes({ ...times, [time]: event.currentTarget.value })} />
      ))}
      <Textarea label={t("reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} required autosize />
    </FormDialog>
  );
}

function Merge({ incident, close }: DialogProps) {
  const { t } = useTranslation();
  const [into, setInto] = useState("");
  const [reason, setReason] = useState("");
  const save = useChange(KEYS, () => read(incidentApi.POST("/api/v1/incidents/{id}/merge", { params: ifUnchanged(incident), body: { into: into.trim(), reason: reason.trim() } })), close);
  return (
    <FormDialog title={t("incident.merge")} close={close} send={() => save.mutate(undefined)} sending={save}>
      <TextInput label={t("incident.mergeInto")} description={t("incident.mergeHelp")} placeholder="INC-1" value={into} onChange={(event) => setInto(event.currentTarget.value)} required data-autofocus />
      <Textarea label={t("reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} required autosize />
    </FormDialog>
  );
}

function Reopen({ incident, close }: DialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const save = useChange(KEYS, () => read(incidentApi.POST("/api/v1/incidents/{id}/reopen", { params: ifUnchanged(incident), body: { reason: reason.trim() } })), close);
  return (
    <FormDialog title={t("incident.reopen")} close={close} send={() => save.mutate(undefined)} sending={save}>
      <Textarea label={t("reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} required autosize data-autofocus />
    </FormDialog>
  );
}
