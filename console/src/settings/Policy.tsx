import { Button, Card, Grid, Group, JsonInput, List, MultiSelect, NumberInput, Select, Stack, Switch, Table, Tabs, TagsInput, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read, readAll } from "../app/api";
import { SEVERITIES, WEEKDAYS } from "../app/choices";
import { Severity } from "../app/badges";
import { Failure } from "../app/failures";
import { TextLink } from "../app/links";
import { Asking } from "../app/Page";
import { useSession } from "../app/session";
import { fromLocalInput, Time } from "../app/Time";
import { useChange } from "../app/useChange";
import { Place, VersionForm, Versions } from "./parts";

type Policy = PostmortemApi["Policy"];
type Document = PostmortemApi["PolicyDocument"];
type Criterion = PostmortemApi["PolicyCriterion"];
type Span = PostmortemApi["Span"];

const USUAL = ["user-visible-downtime", "on-call-intervened", "time-to-resolve", "data-loss", "money-affected", "monitoring-failed"] as const;
const SPANS = ["draft", "review", "publication", "actionItem"] as const;
const OWNERS = ["COMMANDER", "FIRST_RESPONDER", "PRIMARY_ON_CALL", "TEAM_LEAD"] as const;
const MOST_SHOWN = 12;

/** When a postmortem is due, by when, and who has to review it; with what would have been, while one types. */
export function PolicyPart() {
  const { t } = useTranslation();
  const policies = useQuery({ queryKey: ["policies"], queryFn: () => readAll<Policy>((cursor) => postmortemApi.GET("/api/v1/policies", { params: { query: { limit: 100, cursor } } })) });
  const [based, setBased] = useState<Policy | null>(null);
  const inForce = policies.data?.find((policy) => policy.inForce) ?? policies.data?.[0];
  const shown = based ?? inForce;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t("policy.help")}
      </Text>
      <Asking of={policies} />
      {shown && <Editor policy={shown} key={`${shown.name} ${shown.version} ${shown.inForce}`} saved={() => setBased(null)} />}
      <Versions
        of={policies.data}
        more={({ version }) => {
          const policy = policies.data?.find((one) => one.version === version);
          return (
            policy && (
              <>
                {policy.inForce ? <b>{t("policy.inForce")}</b> : <Time at={policy.inForceFrom} />}
                {policy !== shown && (
                  <Button size="compact-xs" variant="default" onClick={() => setBased(policy)} aria-label={`${t("policy.startFrom")} ${version}`}>
                    {t("policy.startFrom")}
                  </Button>
                )}
              </>
            )
          );
        }}
      />
    </Stack>
  );
}

function Editor({ policy, saved }: { policy: Policy; saved: () => void }) {
  const { t } = useTranslation();
  const { roles } = useSession();
  const [document, setDocument] = useState<Document>(policy.document);
  const [reason, setReason] = useState("");
  const [from, setFrom] = useState("");
  const presets = useQuery({ queryKey: ["policy-presets"], queryFn: async () => (await read(postmortemApi.GET("/api/v1/policies/presets"))).items });
  const save = useChange(
    ["policies"],
    () => read(postmortemApi.POST("/api/v1/policies", { body: { reason: reason.trim(), inForceFrom: fromLocalInput(from), document } })),
    () => {
      notifications.show({ message: t("saved") });
      saved();
    },
  );
  const put = (change: Partial<Document>) => setDocument({ ...document, ...change });
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 7 }}>
        <VersionForm mayChange={roles.includes("admin")} saving={save} save={() => save.mutate(undefined)} reason={reason} setReason={setReason} needed>
          <Group grow align="flex-end">
            <TextInput label={t("catalog.name")} value={document.name} onChange={(event) => put({ name: event.currentTarget.value })} required />
            <Select
              label={t("policy.preset")}
              data={presets.data?.map((preset) => preset.key)}
              value={null}
              onChange={(key) => {
                const preset = presets.data?.find((one) => one.key === key);
                if (preset) setDocument(preset.document);
              }}
            />
          </Group>
          <Tabs defaultValue="form" keepMounted={false}>
            <Tabs.List mb="sm">
              <Tabs.Tab value="form">{t("policy.form")}</Tabs.Tab>
              <Tabs.Tab value="json">JSON</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="form">
              <Stack>
                <Criteria criteria={document.criteria} set={(criteria) => put({ criteria: [...criteria] })} />
                <Deadlines document={document} put={put} />
                <ReviewRule document={document} put={put} />
                <MultiSelect
                  label={t("policy.owners")}
                  description={t("policy.ownersHelp")}
                  data={OWNERS.map((value) => ({ value, label: t(`policy.${value}`) }))}
                  value={document.ownerSuggestion ?? []}
                  onChange={(owners) => put({ ownerSuggestion: owners as Document["ownerSuggestion"] })}
                />
                <Calendar document={document} put={put} />
              </Stack>
            </Tabs.Panel>
            <Tabs.Panel value="json">
              <AsJson document={document} set={setDocument} />
            </Tabs.Panel>
          </Tabs>
          {roles.includes("admin") && <TextInput type="datetime-local" label={t("policy.from")} description={t("policy.fromHelp")} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />}
        </VersionForm>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <div className="beside">{roles.includes("admin") || roles.includes("manager") ? <Backtest document={document} /> : <Text size="sm">{t("policy.managersOnly")}</Text>}</div>
      </Grid.Col>
    </Grid>
  );
}

function Criteria({ criteria, set }: { criteria: readonly Criterion[]; set: (criteria: readonly Criterion[]) => void }) {
  const { t } = useTranslation();
  const put = (index: number, change: Partial<Criterion>) => set(criteria.map((one, place) => (place === index ? { ...one, ...change } : one)));
  const minutes = (index: number, name: "downtimeMinutes" | "degradedMinutes" | "minutes") => ({
    label: t(`policy.${name}`),
    value: criteria[index]?.[name] ?? "",
    onChange: (value: string | number) => put(index, { [name]: value === "" ? null : Number(value) }),
    min: 0,
    size: "xs" as const,
    required: true,
  });
  const own = criteria.map((criterion, index) => ({ criterion, index })).filter(({ criterion }) => criterion.criterion === "custom");
  return (
    <Card withBorder component="section" aria-label={t("policy.criteria")}>
      <Title order={2} size="h5">
        {t("policy.criteria")}
      </Title>
      <Stack gap="xs" mt="xs">
        {USUAL.map((name) => {
          const index = criteria.findIndex((one) => one.criterion === name);
          return (
            <Group key={name} align="flex-end">
              <Switch
                label={t(`policy.${name}`)}
                checked={index >= 0}
                onChange={(event) =>
                  set(
                    event.currentTarget.checked
                      ? [...criteria, { criterion: name, ...(name === "time-to-resolve" ? { minutes: 30 } : {}), ...(name === "user-visible-downtime" ? { downtimeMinutes: 5, degradedMinutes: 15 } : {}) }]
                      : criteria.filter((one) => one.criterion !== name),
                  )
                }
              />
              {index >= 0 && name === "user-visible-downtime" && (
                <>
                  <NumberInput {...minutes(index, "downtimeMinutes")} w={130} />
                  <NumberInput {...minutes(index, "degradedMinutes")} w={130} />
                </>
              )}
              {index >= 0 && name === "time-to-resolve" && <NumberInput {...minutes(index, "minutes")} w={130} />}
            </Group>
          );
        })}
        {own.map(({ criterion, index }) => (
          <Card withBorder padding="xs" key={index} component="section" aria-label={criterion.title || t("policy.own")}>
            <Group justify="space-between" align="flex-start" wrap="nowrap">
              <TextInput label={t("title")} value={criterion.title ?? ""} onChange={(event) => put(index, { title: event.currentTarget.value })} required size="xs" style={{ flex: 1 }} />
              <TextInput label={t("checklists.key")} value={criterion.name ?? ""} onChange={(event) => put(index, { name: event.currentTarget.value })} required size="xs" />
              <Place list={criteria} index={index} set={set} />
            </Group>
            <Textarea
              label={t("policy.expression")}
              description={t("policy.expressionHelp")}
              value={criterion.expression ?? ""}
              onChange={(event) => put(index, { expression: event.currentTarget.value })}
              required
              autosize
              spellCheck={false}
              size="xs"
              styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
            />
            <TextInput label={t("policy.why")} value={criterion.description ?? ""} onChange={(event) => put(index, { description: event.currentTarget.value || null })} size="xs" />
          </Card>
        ))}
        <Button variant="default" size="xs" onClick={() => set([...criteria, { criterion: "custom", name: "", title: "", expression: "incident.impact.usersAffected > 500" }])} style={{ alignSelf: "flex-start" }}>
          {t("policy.addOwn")}
        </Button>
      </Stack>
    </Card>
  );
}

interface PartProps {
  readonly document: Document;
  readonly put: (change: Partial<Document>) => void;
}

function Deadlines({ document, put }: PartProps) {
  const { t } = useTranslation();
  const set = (severity: string, name: (typeof SPANS)[number], span: Span) => {
    const before = document.deadlines[severity];
    if (before) put({ deadlines: { ...document.deadlines, [severity]: { ...before, [name]: span } } });
  };
  return (
    <Card withBorder component="section" aria-label={t("policy.deadlines")}>
      <Title order={2} size="h5">
        {t("policy.deadlines")}
      </Title>
      <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("severity")}</Table.Th>
              {SPANS.map((name) => (
                <Table.Th key={name}>{t(`policy.${name}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {SEVERITIES.map((severity) => (
              <Table.Tr key={severity}>
                <Table.Td>
                  <Severity of={severity} />
                </Table.Td>
                {SPANS.map((name) => {
                  const span = document.deadlines[severity]?.[name] ?? { days: 1, counting: "CALENDAR" as const };
                  return (
                    <Table.Td key={name}>
                      <NumberInput size="xs" min={1} value={span.days} onChange={(days) => set(severity, name, { ...span, days: Number(days) })} aria-label={`${severity} ${t(`policy.${name}`)}`} />
                      <Switch
                        size="xs"
                        mt={4}
                        label={t("policy.business")}
                        checked={span.counting === "BUSINESS"}
                        onChange={(event) => set(severity, name, { ...span, counting: event.currentTarget.checked ? "BUSINESS" : "CALENDAR" })}
                      />
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}

function ReviewRule({ document, put }: PartProps) {
  const { t } = useTranslation();
  const rule = document.reviewRule ?? { reviewers: 1, seniors: 1 };
  return (
    <Card withBorder component="section" aria-label={t("policy.review")}>
      <Title order={2} size="h5">
        {t("policy.review")}
      </Title>
      <Group grow mt="xs" align="flex-end">
        <NumberInput label={t("policy.reviewers")} min={1} value={rule.reviewers} onChange={(value) => put({ reviewRule: { ...rule, reviewers: Number(value) } })} />
        <NumberInput label={t("policy.seniors")} min={1} value={rule.seniors} onChange={(value) => put({ reviewRule: { ...rule, seniors: Number(value) } })} />
        <Select label={t("policy.otherTeamFrom")} data={[...SEVERITIES]} value={rule.otherTeamFrom ?? null} onChange={(value) => put({ reviewRule: { ...rule, otherTeamFrom: value } })} clearable placeholder={t("policy.never")} />
      </Group>
    </Card>
  );
}

function Calendar({ document, put }: PartProps) {
  const { t } = useTranslation();
  const calendar = document.calendar;
  return (
    <Card withBorder component="section" aria-label={t("policy.calendar")}>
      <Title order={2} size="h5">
        {t("policy.calendar")}
      </Title>
      <Stack gap="xs" mt="xs">
        <Group grow align="flex-start">
          <Select label={t("preferences.timeZone")} data={Intl.supportedValuesOf("timeZone").concat("UTC")} value={calendar.timeZone} onChange={(timeZone) => timeZone && put({ calendar: { ...calendar, timeZone } })} searchable allowDeselect={false} limit={50} />
          <MultiSelect label={t("policy.weekend")} data={WEEKDAYS.map((value) => ({ value, label: t(`day.${value}`) }))} value={calendar.weekend} onChange={(weekend) => put({ calendar: { ...calendar, weekend: weekend as typeof calendar.weekend } })} />
        </Group>
        <TagsInput label={t("policy.holidays")} description={t("policy.holidaysHelp")} value={calendar.holidays} onChange={(holidays) => put({ calendar: { ...calendar, holidays } })} placeholder="2027-01-01" />
        {Object.keys(document.calendars ?? {}).length > 0 && <Text size="sm">{t("policy.otherCalendars", { names: Object.keys(document.calendars ?? {}).join(", ") })}</Text>}
      </Stack>
    </Card>
  );
}

function AsJson({ document, set }: { document: Document; set: (document: Document) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => JSON.stringify(document, null, 2));
  return (
    <JsonInput
      label={t("policy.json")}
      description={t("policy.jsonHelp")}
      value={text}
      onChange={(changed) => {
        setText(changed);
        try {
          set(JSON.parse(changed) as Document);
        } catch {
          // Half typed; the field says so when it is left.
        }
      }}
      validationError={t("policy.noJson")}
      autosize
      minRows={12}
      maxRows={40}
      spellCheck={false}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
    />
  );
}

/** What would have been decided of the incidents of the past. */
function Backtest({ document }: { document: Document }) {
  const { t } = useTranslation();
  const [asked] = useDebouncedValue(document, 500);
  const check = useQuery({
    queryKey: ["policy-check", asked],
    queryFn: () => read(postmortemApi.POST("/api/v1/policies/validations", { body: { document: asked } })),
    placeholderData: (before) => before,
    retry: false,
  });
  const report = useQuery({
    queryKey: ["policy-backtest", asked],
    queryFn: () => read(postmortemApi.POST("/api/v1/policies/backtests", { body: { document: asked } })),
    enabled: check.data?.valid === true && !check.isPlaceholderData,
    placeholderData: (before) => before,
    retry: false,
  });
  return (
    <Card withBorder component="section" aria-label={t("policy.backtest")} aria-busy={report.isFetching}>
      <Title order={2} size="h5">
        {t("policy.backtest")}
      </Title>
      {check.error && <Failure of={check.error} />}
      {check.data?.valid === false && (
        <List size="sm" mt="xs">
          {check.data.faults.map((fault) => (
            <List.Item key={fault.field + fault.message}>
              {fault.criterion ?? fault.field}: {fault.message}
            </List.Item>
          ))}
        </List>
      )}
      {check.data?.valid && report.error && <Failure of={report.error} />}
      {check.data?.valid && report.data && (
        <Stack gap="xs" mt="xs" opacity={report.isPlaceholderData ? 0.6 : 1}>
          <Text role="status" fw={600}>
            {t("policy.wouldChange", { count: report.data.becomeDue + report.data.becomeNotDue })}
          </Text>
          <Text size="sm">{t("policy.judged", { judged: report.data.judged, due: report.data.after.DUE ?? 0, before: report.data.before.DUE ?? 0 })}</Text>
          {report.data.changes.slice(0, MOST_SHOWN).map((change) => (
            <div key={change.incidentId}>
              <Text size="sm">
                <TextLink to="/incidents/$number" params={{ number: change.incidentNumber }} size="sm">
                  {change.incidentNumber}
                </TextLink>{" "}
                {change.title} <Severity of={change.severity} />
              </Text>
              <Text size="xs" c="dimmed">
                {t(`state.${change.before}`)} → <b>{t(`state.${change.after}`)}</b>
                {change.criteria.map((difference) => ` · ${difference.name}: ${(difference.after ?? difference.before)?.saw ?? ""}`)}
              </Text>
            </div>
          ))}
          {report.data.changes.length > MOST_SHOWN && <Text size="sm">{t("policy.andMore", { count: report.data.changes.length - MOST_SHOWN })}</Text>}
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("policy.criterion")}</Table.Th>
                <Table.Th>{t("policy.met")}</Table.Th>
                <Table.Th>{t("policy.unmet")}</Table.Th>
                <Table.Th>{t("unknown")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {report.data.criteria.map((criterion) => (
                <Table.Tr key={criterion.name}>
                  <Table.Td>{criterion.name}</Table.Td>
                  <Table.Td>{criterion.met}</Table.Td>
                  <Table.Td>{criterion.unmet}</Table.Td>
                  <Table.Td>{criterion.unknown}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Stack>
      )}
    </Card>
  );
}
