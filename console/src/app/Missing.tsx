import { Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { TextLink } from "./links";

export function Missing() {
  const { t } = useTranslation();
  return (
    <Stack>
      <Title order={1}>{t("missing.title")}</Title>
      <Text>{t("missing.text")}</Text>
      <TextLink to="/process">
        {t("nav.process")}
      </TextLink>
    </Stack>
  );
}
