import { Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PostmortemApi } from "../app/api";

/** What is different between two versions, word by word. */
export function Difference({ of }: { of: PostmortemApi["PostmortemDifference"] }) {
  const { t } = useTranslation();
  if (of.sections.length === 0) return <Text>{t("history.same")}</Text>;
  return of.sections.map((section) => (
    <section key={section.key} aria-label={section.title}>
      <Title order={3} size="h5">
        {section.title}
      </Title>
      <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {section.parts.map((part, index) =>
          part.kind === "ADDED" ? <ins key={index}>{part.text}</ins> : part.kind === "REMOVED" ? <del key={index}>{part.text}</del> : <span key={index}>{part.text}</span>,
        )}
      </Text>
    </section>
  ));
}
