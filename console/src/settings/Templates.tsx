import { Button, Card, Group, Select, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read } from "../app/api";
import { Asking } from "../app/Page";
import { useSession } from "../app/session";
import { useChange } from "../app/useChange";
import { Place, VersionForm, Versions } from "./parts";

type Template = PostmortemApi["Template"];
type Section = PostmortemApi["TemplateSection"];
const PREFILLS: readonly PostmortemApi["Prefill"][] = ["NONE", "PEOPLE", "SUMMARY", "IMPACT", "TIMELINE", "DETECTION", "RESPONSE", "EVIDENCE"];

/** Which sections a postmortem has, and what is filled in from the incident. */
export function TemplatesPart() {
  const { t, i18n } = useTranslation();
  const { roles } = useSession();
  const [chosen, setChosen] = useState(`default ${i18n.language}`);
  const [fresh, setFresh] = useState(false);
  const templates = useQuery({ queryKey: ["templates"], queryFn: async () => (await read(postmortemApi.GET("/api/v1/templates"))).items });
  const nameOf = (one: Template) => `${one.key} ${one.language}`;
  const template = templates.data?.find((one) => nameOf(one) === chosen) ?? templates.data?.[0];
  const versions = useQuery({
    queryKey: ["templates", template?.key, template?.language, "versions"],
    queryFn: async () => (await read(postmortemApi.GET("/api/v1/templates/{key}/versions", { params: { path: { key: template?.key ?? "" }, query: { language: template?.language } } }))).items,
    enabled: template !== undefined,
  });
  const mayChange = roles.includes("admin") || roles.includes("manager");
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t("templates.help")}
      </Text>
      <Asking of={templates} />
      <Group align="flex-end">
        <Select
          label={t("templates.template")}
          data={templates.data?.map((one) => ({ value: nameOf(one), label: `${one.name} (${one.language})` }))}
          value={template && !fresh ? nameOf(template) : null}
          onChange={(value) => {
            setFresh(false);
            if (value) setChosen(value);
          }}
          allowDeselect={false}
          w={320}
        />
        {mayChange && template && (
          <Button variant="default" onClick={() => setFresh(true)}>
            {t("templates.copy")}
          </Button>
        )}
      </Group>
      {template && (
        <Editor
          template={template}
          fresh={fresh}
          mayChange={mayChange}
          saved={(saved) => {
            setFresh(false);
            setChosen(nameOf(saved));
          }}
          key={fresh ? "new" : `${nameOf(template)} ${template.version}`}
        />
      )}
      {template && !fresh && <Versions of={versions.data} />}
    </Stack>
  );
}

function Editor({ template, fresh, mayChange, saved }: { template: Template; fresh: boolean; mayChange: boolean; saved: (template: Template) => void }) {
  const { t } = useTranslation();
  const [key, setKey] = useState(fresh ? "" : template.key);
  const [name, setName] = useState(template.name);
  const [sections, setSections] = useState<readonly Section[]>(template.sections);
  const [reason, setReason] = useState("");
  const save = useChange(
    ["templates"],
    () => read(postmortemApi.POST("/api/v1/templates", { body: { key, language: template.language, name, reason: reason.trim() || null, sections: [...sections] } })),
    (template) => {
      notifications.show({ message: t("saved") });
      saved(template);
    },
  );
  const put = (index: number, section: Section) => setSections(sections.map((one, place) => (place === index ? section : one)));
  return (
    <VersionForm mayChange={mayChange} saving={save} save={() => save.mutate(undefined)} reason={reason} setReason={setReason}>
          <Group grow>
            {fresh && <TextInput label={t("catalog.id")} description={t("catalog.idHelp")} value={key} onChange={(event) => setKey(event.currentTarget.value)} required />}
            <TextInput label={t("catalog.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} required />
          </Group>
          {sections.map((section, index) => (
            // Sections are moved and typed in: their place is their identity here.
            <Card withBorder padding="sm" key={index} component="section" aria-label={section.title || t("templates.section")}>
              <Group justify="space-between" align="flex-end" mb={4}>
                <Group align="flex-end">
                  <TextInput label={t("title")} value={section.title} onChange={(event) => put(index, { ...section, title: event.currentTarget.value })} required size="xs" w={240} />
                  <TextInput label={t("checklists.key")} value={section.key} onChange={(event) => put(index, { ...section, key: event.currentTarget.value })} required size="xs" w={160} />
                  <Select
                    label={t("templates.prefill")}
                    data={PREFILLS.map((value) => ({ value, label: t(`templates.${value}`) }))}
                    value={section.prefill}
                    onChange={(value) => value && put(index, { ...section, prefill: value as Section["prefill"] })}
                    allowDeselect={false}
                    size="xs"
                    disabled={!mayChange}
                  />
                  <Switch label={t("templates.required")} checked={section.required} onChange={(event) => put(index, { ...section, required: event.currentTarget.checked })} mb={4} />
                </Group>
                {mayChange && <Place list={sections} index={index} set={setSections} />}
              </Group>
              <Textarea label={t("checklists.explanation")} value={section.help} onChange={(event) => put(index, { ...section, help: event.currentTarget.value })} required autosize size="xs" />
            </Card>
          ))}
      {mayChange && (
              <Button variant="default" onClick={() => setSections([...sections, { key: "", title: "", required: false, prefill: "NONE", help: "" }])} style={{ alignSelf: "flex-start" }}>
                {t("templates.add")}
              </Button>
      )}
    </VersionForm>
  );
}
