import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read } from "../app/api";
import { useSession } from "../app/session";
import { Records } from "../app/Records";

type Code = PostmortemApi["CauseCode"];

/** What triggers and causes are called, so that they can be counted. */
export function CauseCodesPart() {
  const { t } = useTranslation();
  const { roles } = useSession();
  return (
    <Records<Code, PostmortemApi["NewCauseCode"] & { offered: boolean }>
      title={t("settings.causes")}
      help={t("causes.help")}
      empty=""
      name="cause-codes"
      mayChange={roles.includes("admin") || roles.includes("manager")}
      load={async () => (await read(postmortemApi.GET("/api/v1/cause-codes"))).items}
      keyOf={(code) => code.code}
      columns={[
        { label: t("kind"), show: (code) => t(`causes.${code.kind}`) },
        { label: t("causes.code"), show: (code) => code.code },
        { label: t("causes.nameEn"), show: (code) => code.nameEn },
        { label: t("causes.nameJa"), show: (code) => code.nameJa },
        { label: t("trends.theirs"), show: (code) => (code.publishedShare == null ? "" : `${code.publishedShare} %`) },
        { label: t("causes.offered"), show: (code) => t(code.offered ? "yes" : "no") },
      ]}
      fields={[
        { name: "kind", label: t("kind"), choices: (["TRIGGER", "CAUSE"] as const).map((value) => ({ value, label: t(`causes.${value}`) })), required: true, fixed: true },
        { name: "code", label: t("causes.code"), help: t("causes.codeHelp"), required: true, fixed: true },
        { name: "nameEn", label: t("causes.nameEn"), required: true },
        { name: "nameJa", label: t("causes.nameJa"), required: true },
        { name: "offered", label: t("causes.offered"), help: t("causes.offeredHelp"), as: "switch" },
      ]}
      formOf={(code) => code ?? { kind: "CAUSE", code: "", nameEn: "", nameJa: "", offered: true }}
      create={({ kind, code, nameEn, nameJa }) => read(postmortemApi.POST("/api/v1/cause-codes", { body: { kind, code, nameEn, nameJa } }))}
      change={(code, { nameEn, nameJa, offered }) =>
        read(
          postmortemApi.PUT("/api/v1/cause-codes/{kind}/{code}", {
            params: { path: { kind: code.kind, code: code.code }, header: { "If-Match": `"${code.version}"` } },
            body: { nameEn, nameJa, offered },
          }),
        )
      }
    />
  );
}
