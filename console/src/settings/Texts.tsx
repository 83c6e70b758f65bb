import { Button, Card, Code, Grid, Group, Select, Stack, Tabs, Text, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type NotificationApi, notificationApi, read } from "../app/api";
import { LANGUAGES } from "../app/choices";
import { Failure } from "../app/failures";
import { Asking } from "../app/Page";
import { useSession } from "../app/session";
import { useChange } from "../app/useChange";

type Words = NotificationApi["Text"];

/** How announcements are worded. */
export function TextsPart() {
  const { t, i18n } = useTranslation();
  const [announcement, setAnnouncement] = useState("postmortem-published");
  const [language, setLanguage] = useState(i18n.language);
  const texts = useQuery({ queryKey: ["texts"], queryFn: () => read(notificationApi.GET("/api/v1/texts")) });
  const text = texts.data?.items.find((one) => one.announcement === announcement && one.language === language);
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t("texts.help")}
      </Text>
      <Group>
        <Select
          label={t("texts.announcement")}
          data={[...new Set(texts.data?.items.map((one) => one.announcement))].map((one) => ({
            value: one,
            label: texts.data?.items.some((other) => other.announcement === one && other.own) ? `${one} ●` : one,
          }))}
          value={announcement}
          onChange={(value) => value && setAnnouncement(value)}
          searchable
          w={320}
        />
        <Select
          label={t("preferences.language")}
          data={[...LANGUAGES]}
          value={language}
          onChange={(value) => value && setLanguage(value)}
          allowDeselect={false}
        />
      </Group>
      <Asking of={texts} />
      {text && <Editor text={text} key={`${announcement} ${language} ${text.version}`} />}
    </Stack>
  );
}

function Editor({ text }: { text: Words }) {
  const { t } = useTranslation();
  const mayChange = useSession().roles.includes("admin");
  const [parts, setParts] = useState({ subject: text.subject, chat: text.chat, mail: text.mail });
  const [asked] = useDebouncedValue(parts, 400);
  const path = { announcement: text.announcement, language: text.language };
  const preview = useQuery({
    queryKey: ["text-preview", path, asked],
    queryFn: () => read(notificationApi.POST("/api/v1/texts/{announcement}/{language}/preview", { params: { path }, body: asked })),
    placeholderData: (before) => before,
    retry: false,
  });
  const header = { "If-Match": `"${text.version}"` };
  const save = useChange(["texts"], () => read(notificationApi.PUT("/api/v1/texts/{announcement}/{language}", { params: { path, header }, body: parts })), () => notifications.show({ message: t("saved") }));
  const reset = useChange(["texts"], () => read(notificationApi.DELETE("/api/v1/texts/{announcement}/{language}", { params: { path, header } })), () => notifications.show({ message: t("saved") }));
  const part = (name: keyof typeof parts) => ({ value: parts[name], onChange: (event: { currentTarget: { value: string } }) => setParts({ ...parts, [name]: event.currentTarget.value }), readOnly: !mayChange });
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 6 }}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate(undefined);
          }}
        >
          <Stack gap="xs">
            <TextInput label={t("texts.subject")} {...part("subject")} required />
            <Textarea label={t("texts.chat")} {...part("chat")} autosize minRows={3} required />
            <Textarea label={t("texts.mail")} {...part("mail")} autosize minRows={8} required />
            <Text size="xs" c="dimmed">
              {t("texts.words")} {text.words.map((word) => `{${word}}`).join(" ")}
            </Text>
            {mayChange && (
              <Group>
                <Button type="submit" loading={save.isPending}>
                  {t("save")}
                </Button>
                {text.own && (
                  <Button variant="default" onClick={() => reset.mutate(undefined)} loading={reset.isPending}>
                    {t("texts.reset")}
                  </Button>
                )}
              </Group>
            )}
          </Stack>
        </form>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 6 }}>
        <Card withBorder component="section" aria-label={t("editor.preview")}>
          {preview.error && <Failure of={preview.error} />}
          {preview.data && (
            <>
              <Text fw={600}>{preview.data.subject}</Text>
              <Text size="sm" mt="xs" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
                {preview.data.mail}
              </Text>
              <Tabs defaultValue={Object.keys(preview.data.chat)[0]} mt="md">
                <Tabs.List>
                  {Object.keys(preview.data.chat).map((kind) => (
                    <Tabs.Tab key={kind} value={kind}>
                      {t(`channels.${kind}`, { defaultValue: kind })}
                    </Tabs.Tab>
                  ))}
                </Tabs.List>
                {Object.entries(preview.data.chat).map(([kind, message]) => (
                  <Tabs.Panel key={kind} value={kind} pt="xs">
                    <Code block style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
                      {message}
                    </Code>
                  </Tabs.Panel>
                ))}
              </Tabs>
            </>
          )}
        </Card>
      </Grid.Col>
    </Grid>
  );
}
