import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en";
import { ja } from "./ja";

const CHOSEN = "manabi.language";

export type Language = "en" | "ja";

function preferred(): Language {
  const chosen = localStorage.getItem(CHOSEN);
  if (chosen === "en" || chosen === "ja") return chosen;
  return navigator.language.startsWith("ja") ? "ja" : "en";
}

function tell(language: string): void {
  document.documentElement.lang = language;
}

export function beginWords(): void {
  void i18next.use(initReactI18next).init({
    lng: preferred(),
    fallbackLng: "en",
    resources: { en: { translation: en }, ja: { translation: ja } },
    interpolation: { escapeValue: false }, // React does it
    initAsync: false,
    showSupportNotice: false,
  });
  tell(i18next.language);
  i18next.on("languageChanged", tell);
}

export function changeLanguage(language: Language): void {
  localStorage.setItem(CHOSEN, language);
  void i18next.changeLanguage(language);
}
