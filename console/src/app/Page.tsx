import { Group, Loader, Stack, Text, Title } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "./failures";

type Asked = Pick<UseQueryResult, "error" | "isPending" | "refetch">;

/**
 * The head of a page, and what is said while that which it shows is loaded, or cannot be.
 *
 * @param of what the page shows
 * @param empty what is said, with the next step, when there is nothing to show
 */
export function Page({ title, aside, of, empty, maw, children }: { title: ReactNode; aside?: ReactNode; of?: Asked; empty?: ReactNode; maw?: number; children?: ReactNode }) {
  return (
    <Stack maw={maw}>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {title}
        </Title>
        {aside && <Group gap="xs">{aside}</Group>}
      </Group>
      {of && <Asking of={of} />}
      {empty && <Text>{empty}</Text>}
      {children}
    </Stack>
  );
}

/** While something is loaded, or cannot be. */
export function Asking({ of }: { of: Asked }) {
  const { t } = useTranslation();
  if (of.error) return <Failure of={of.error} retry={() => void of.refetch()} />;
  return of.isPending ? <Loader aria-label={t("loading")} /> : null;
}
