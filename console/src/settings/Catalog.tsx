import { Button, FileInput, Stack, Switch, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type IncidentApi, incidentApi, read, readAll } from "../app/api";
import { FormDialog } from "../app/FormDialog";
import { useCatalog, useNames } from "../app/people";
import { useSession } from "../app/session";
import { useChange } from "../app/useChange";
import { Records } from "../app/Records";

const yes = (is: boolean, words: string) => (is ? words : "");

/** Teams, services and people: who is asked, who is told, and who may judge. */
export function CatalogPart() {
  const { t } = useTranslation();
  const names = useNames();
  const choices = useCatalog();
  const mayChange = useSession().roles.includes("admin");
  const [importing, setImporting] = useState(false);
  const version = (item: { version: number }) => ({ "If-Match": `"${item.version}"` });
  return (
    <Stack gap="xl">
      {mayChange && (
        <Button variant="default" size="xs" onClick={() => setImporting(true)} style={{ alignSelf: "flex-start" }}>
          {t("catalog.import")}
        </Button>
      )}
      {importing && <ImportCatalog close={() => setImporting(false)} />}
      <Records<IncidentApi["Team"], IncidentApi["NewTeam"]>
        title={t("catalog.teams")}
        empty={t("catalog.noTeams")}
        name="teams"
        mayChange={mayChange}
        load={() => readAll((cursor) => incidentApi.GET("/api/v1/teams", { params: { query: { limit: 200, cursor } } }))}
        keyOf={(team) => team.id}
        columns={[
          { label: t("catalog.id"), show: (team) => team.id },
          { label: t("catalog.name"), show: (team) => team.name },
          { label: t("catalog.lead"), show: (team) => names(team.lead) },
          { label: t("catalog.manager"), show: (team) => names(team.manager) },
        ]}
        fields={[
          { name: "id", label: t("catalog.id"), help: t("catalog.idHelp"), required: true, fixed: true },
          { name: "name", label: t("catalog.name"), required: true },
          { name: "lead", label: t("catalog.lead"), choices: choices.people },
          { name: "manager", label: t("catalog.manager"), choices: choices.people },
        ]}
        formOf={(team) => team ?? { id: "", name: "" }}
        create={(body) => read(incidentApi.POST("/api/v1/teams", { body }))}
        change={(team, { name, lead, manager }) => read(incidentApi.PUT("/api/v1/teams/{id}", { params: { path: { id: team.id }, header: version(team) }, body: { name, lead, manager } }))}
      />
      <Records<IncidentApi["Service"], IncidentApi["NewService"]>
        title={t("services")}
        empty={t("catalog.noServices")}
        name="services"
        mayChange={mayChange}
        load={() => readAll((cursor) => incidentApi.GET("/api/v1/services", { params: { query: { limit: 200, cursor } } }))}
        keyOf={(service) => service.id}
        columns={[
          { label: t("catalog.id"), show: (service) => service.id },
          { label: t("catalog.name"), show: (service) => service.name },
          { label: t("team"), show: (service) => service.team ?? "–" },
          { label: t("catalog.onCall"), show: (service) => names(service.primaryOnCall) },
          { label: t("catalog.aliases"), show: (service) => service.aliases.join(", ") },
        ]}
        fields={[
          { name: "id", label: t("catalog.id"), help: t("catalog.idHelp"), required: true, fixed: true },
          { name: "name", label: t("catalog.name"), required: true },
          { name: "team", label: t("team"), choices: choices.teams },
          { name: "primaryOnCall", label: t("catalog.onCall"), choices: choices.people },
          { name: "aliases", label: t("catalog.aliases"), help: t("catalog.aliasesHelp"), many: true },
        ]}
        formOf={(service) => service ?? { id: "", name: "" }}
        create={(body) => read(incidentApi.POST("/api/v1/services", { body }))}
        change={(service, { name, team, primaryOnCall, aliases }) =>
          read(incidentApi.PUT("/api/v1/services/{id}", { params: { path: { id: service.id }, header: version(service) }, body: { name, team, primaryOnCall, aliases } }))
        }
      />
      <Records<IncidentApi["Person"], IncidentApi["NewPerson"]>
        title={t("catalog.people")}
        empty={t("catalog.noPeople")}
        name="people"
        mayChange={mayChange}
        load={() => readAll((cursor) => incidentApi.GET("/api/v1/people", { params: { query: { limit: 200, cursor } } }))}
        keyOf={(person) => person.id}
        columns={[
          { label: t("catalog.id"), show: (person) => person.id },
          { label: t("catalog.name"), show: (person) => person.name },
          { label: t("catalog.email"), show: (person) => person.email ?? "–" },
          { label: t("team"), show: (person) => person.team ?? "–" },
          { label: t("catalog.may"), show: (person) => [yes(person.senior, t("review.senior")), yes(person.manager, t("catalog.manager")), yes(person.away, t("catalog.away"))].filter(Boolean).join(", ") },
        ]}
        fields={[
          { name: "id", label: t("catalog.id"), help: t("catalog.personIdHelp"), required: true, fixed: true },
          { name: "name", label: t("catalog.name"), required: true },
          { name: "email", label: t("catalog.email") },
          { name: "team", label: t("team"), choices: choices.teams },
          { name: "chatHandle", label: t("catalog.chatHandle") },
          { name: "senior", label: t("catalog.senior"), help: t("catalog.seniorHelp"), as: "switch" },
          { name: "manager", label: t("catalog.isManager"), as: "switch" },
          { name: "away", label: t("catalog.away"), help: t("catalog.awayHelp"), as: "switch" },
        ]}
        formOf={(person) => person ?? { id: "", name: "" }}
        create={(body) => read(incidentApi.POST("/api/v1/people", { body }))}
        change={(person, { name, email, team, senior, manager, away, awayUntil, chatHandle }) =>
          read(
            incidentApi.PUT("/api/v1/people/{id}", {
              params: { path: { id: person.id }, header: version(person) },
              body: { name, email, team, senior, manager, away, awayUntil: away ? awayUntil : null, chatHandle },
            }),
          )
        }
      />
    </Stack>
  );
}

/** Takes over teams, services and people from catalog descriptors; a rehearsal first shows what would change. */
function ImportCatalog({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [rehearse, setRehearse] = useState(true);
  const take = useChange(["teams", "services", "people"], async () => {
    const text = (await file?.text()) ?? "";
    return read(
      incidentApi.POST("/api/v1/catalog-imports", {
        params: { query: { dryRun: rehearse } },
        headers: { "Content-Type": "application/yaml" },
        // YAML is sent as it is.
        body: text as never,
        bodySerializer: (body: unknown) => body as string,
      }),
    );
  });
  return (
    <FormDialog title={t("catalog.import")} close={close} send={() => take.mutate(undefined)} sending={take} label={rehearse ? t("catalog.rehearse") : t("catalog.import")} size="xl">
      <FileInput label={t("catalog.file")} description={t("catalog.fileHelp")} accept=".yaml,.yml" value={file} onChange={setFile} required />
      <Switch label={t("catalog.rehearseOnly")} checked={rehearse} onChange={(event) => setRehearse(event.currentTarget.checked)} />
      {take.data && (
        <>
          <Text role="status">{t("catalog.imported", { created: take.data.created, updated: take.data.updated, unchanged: take.data.unchanged, rejected: take.data.rejected })}</Text>
          <Table>
            <Table.Tbody>
              {take.data.entities.map((entity) => (
                <Table.Tr key={`${entity.document} ${entity.kind} ${entity.name}`}>
                  <Table.Td>{entity.kind}</Table.Td>
                  <Table.Td>{entity.id ?? entity.name}</Table.Td>
                  <Table.Td>{t(`catalog.outcome.${entity.outcome}`)}</Table.Td>
                  <Table.Td>{entity.reason ?? entity.changes.join("; ")}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
    </FormDialog>
  );
}
