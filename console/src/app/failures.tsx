import { Alert, Button, List, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ApiError } from "./api";

export function wordsOf(failure: unknown): string {
  if (failure instanceof ApiError) {
    const fields = failure.problem.errors?.map((error) => error.message).filter(Boolean) ?? [];
    return [failure.problem.detail, ...fields].join(" ");
  }
  return failure instanceof Error ? failure.message : String(failure);
}

/** Says what was not done, and that what was typed is still there. */
export function tellFailure(failure: unknown): void {
  notifications.show({ color: "red", message: wordsOf(failure), autoClose: 10_000, icon: <IconAlertTriangle /> });
}

export function Failure({ of, retry }: { of: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const fields = of instanceof ApiError ? (of.problem.errors ?? []) : [];
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={t("failure.title")} role="alert">
      <Text size="sm">{of instanceof ApiError ? of.problem.detail : wordsOf(of)}</Text>
      {fields.length > 0 && (
        <List size="sm">
          {fields.map((field) => (
            <List.Item key={`${field.field}${field.message}`}>{field.message}</List.Item>
          ))}
        </List>
      )}
      {retry && (
        <Button mt="sm" size="xs" variant="default" onClick={retry}>
          {t("again")}
        </Button>
      )}
    </Alert>
  );
}
