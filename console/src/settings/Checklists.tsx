import { Button, Card, Group, MultiSelect, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ReviewApi, read, readAll, reviewApi } from "../app/api";
import { Asking } from "../app/Page";
import { useCatalog } from "../app/people";
import { useSession } from "../app/session";
import { useChange } from "../app/useChange";
import { Place, VersionForm, Versions } from "./parts";

type Checklist = ReviewApi["Checklist"];
type Criterion = Checklist["criteria"][number];
const HINTS: readonly ReviewApi["HintKind"][] = ["LANGUAGE", "PERSONAL_DATA", "FIGURES", "TIMELINE", "CAUSES", "ACTION_ITEMS", "SECTIONS", "COMMENTS"];

/** What a review asks, criterion by criterion. */
export function ChecklistsPart() {
  const { t, i18n } = useTranslation();
  const [key, setKey] = useState<string | null>(null);
  const [fresh, setFresh] = useState(false);
  const { roles } = useSession();
  const mayChange = roles.includes("admin") || roles.includes("manager");
  const checklists = useQuery({
    queryKey: ["checklists"],
    queryFn: () => readAll<Checklist>((cursor) => reviewApi.GET("/api/v1/checklists", { params: { query: { limit: 100, cursor } } })),
  });
  const chosen = checklists.data?.find((one) => one.key === key) ?? checklists.data?.[0];
  const versions = useQuery({
    queryKey: ["checklists", chosen?.key, "versions"],
    queryFn: () => readAll((cursor) => reviewApi.GET("/api/v1/checklists/{key}/versions", { params: { path: { key: chosen?.key ?? "" }, query: { cursor } } })),
    enabled: chosen !== undefined,
  });
  const language = i18n.language === "ja" ? "ja" : "en";
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t("checklists.help")}
      </Text>
      <Asking of={checklists} />
      <Group align="flex-end">
        <Select
          label={t("review.checklist")}
          data={checklists.data?.map((one) => ({ value: one.key, label: one.title[language] }))}
          value={fresh ? null : (chosen?.key ?? null)}
          onChange={(value) => {
            setFresh(false);
            setKey(value);
          }}
          allowDeselect={false}
          w={320}
        />
        {mayChange && chosen && (
          <Button variant="default" onClick={() => setFresh(true)}>
            {t("checklists.copy")}
          </Button>
        )}
      </Group>
      {chosen && (
        <Editor
          checklist={chosen}
          fresh={fresh}
          mayChange={mayChange}
          saved={(saved) => {
            setFresh(false);
            setKey(saved.key);
          }}
          key={fresh ? "new" : `${chosen.key} ${chosen.version}`}
        />
      )}
      {chosen && !fresh && <Versions of={versions.data} />}
    </Stack>
  );
}

function Editor({ checklist, fresh, mayChange, saved }: { checklist: Checklist; fresh: boolean; mayChange: boolean; saved: (checklist: Checklist) => void }) {
  const { t } = useTranslation();
  const { teams } = useCatalog();
  const [key, setKey] = useState("");
  const [title, setTitle] = useState(checklist.title);
  const [criteria, setCriteria] = useState<readonly Criterion[]>(checklist.criteria);
  const [of, setOf] = useState(fresh ? [] : checklist.teams);
  const [reason, setReason] = useState("");
  const save = useChange(
    ["checklists"],
    () => {
      const body = { title, criteria: [...criteria], teams: of, reason: reason.trim() || null };
      return fresh
        ? read(reviewApi.POST("/api/v1/checklists", { body: { key, ...body } }))
        : read(reviewApi.PUT("/api/v1/checklists/{key}", { params: { path: { key: checklist.key }, header: { "If-Match": `"${checklist.version}"` } }, body }));
    },
    (checklist) => {
      notifications.show({ message: t("saved") });
      saved(checklist);
    },
  );
  const put = (index: number, criterion: Criterion) => setCriteria(criteria.map((one, place) => (place === index ? criterion : one)));
  return (
    <VersionForm mayChange={mayChange} saving={save} save={() => save.mutate(undefined)} reason={reason} setReason={setReason}>
          {fresh && <TextInput label={t("catalog.id")} description={t("catalog.idHelp")} value={key} onChange={(event) => setKey(event.currentTarget.value)} required />}
          <Group grow>
            <TextInput label={t("checklists.titleEn")} value={title.en} onChange={(event) => setTitle({ ...title, en: event.currentTarget.value })} required />
            <TextInput label={t("checklists.titleJa")} value={title.ja} onChange={(event) => setTitle({ ...title, ja: event.currentTarget.value })} required />
          </Group>
          <MultiSelect label={t("checklists.teams")} description={t("checklists.teamsHelp")} data={teams} value={of} onChange={setOf} searchable disabled={!mayChange} />
          {criteria.map((criterion, index) => (
            // Criteria are moved and typed in: their place is their identity here.
            <Card withBorder padding="sm" key={index} component="section" aria-label={criterion.title.en || t("checklists.criterion")}>
              <Group justify="space-between" mb={4}>
                <TextInput label={t("checklists.key")} value={criterion.key} onChange={(event) => put(index, { ...criterion, key: event.currentTarget.value })} required size="xs" />
                {mayChange && <Place list={criteria} index={index} set={setCriteria} />}
              </Group>
              {(["en", "ja"] as const).map((language) => (
                <Group grow key={language} align="flex-start" lang={language}>
                  <TextInput label={`${t("title")} (${language})`} value={criterion.title[language]} onChange={(event) => put(index, { ...criterion, title: { ...criterion.title, [language]: event.currentTarget.value } })} required size="xs" />
                  <Textarea label={`${t("checklists.explanation")} (${language})`} value={criterion.help[language]} onChange={(event) => put(index, { ...criterion, help: { ...criterion.help, [language]: event.currentTarget.value } })} required autosize size="xs" />
                </Group>
              ))}
              <MultiSelect
                label={t("checklists.hints")}
                data={HINTS.map((value) => ({ value, label: t(`checklists.${value}`) }))}
                value={criterion.hints ?? []}
                onChange={(hints) => put(index, { ...criterion, hints: hints as ReviewApi["HintKind"][] })}
                size="xs"
                disabled={!mayChange}
              />
            </Card>
          ))}
      {mayChange && (
              <Button
                variant="default"
                onClick={() => setCriteria([...criteria, { key: "", title: { en: "", ja: "" }, help: { en: "", ja: "" }, hints: [], parts: [] }])}
                style={{ alignSelf: "flex-start" }}
              >
                {t("checklists.add")}
              </Button>
      )}
    </VersionForm>
  );
}
