package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.postmortem.postmortem.domain.Finding.Kind;
import dev.manabi.postmortem.postmortem.domain.Finding.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what could be personal data of end users (METHOD C5): mail addresses, phone and card numbers, public addresses
 * of the Internet protocol. Addresses of colleagues, of networks of one's own and of documentation are left alone.
 */
public final class PersonalData implements Proofreading.Check {

    private static final Pattern MAIL =
            Pattern.compile("(?<![\\w.+-])[\\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}");
    private static final Pattern DOCUMENTED_DOMAIN =
            Pattern.compile("@(?:[a-z0-9-]+\\.)*(?:example(?:\\.[a-z]+)?|test|invalid|localhost)$");
    private static final Pattern CARD =
            Pattern.compile("(?<![\\w.-])[2-6]\\d{3}(?:[ -]?\\d{4}){2}[ -]?\\d{1,7}(?![\\w-])");
    private static final Pattern PHONE = Pattern.compile("(?<![\\w.+-])(?:"
            + "\\+\\d{1,3}(?:[ -]?\\(?\\d{1,4}\\)?){2,5}" // +81 90-1234-5678
            + "|0\\d{1,3}-\\d{2,4}-\\d{3,4}" // 03-1234-5678
            + "|0[5789]0\\d{8}" // 09012345678
            + "|(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}-)\\d{3}-\\d{4}" // (555) 010-4477
            + ")(?![\\w-])");
    private static final Pattern IPV4 = Pattern.compile("(?<![\\w.-])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w-]|\\.\\d)");
    private static final Pattern IPV6 = Pattern.compile("(?<![\\w:.])[0-9A-Fa-f:]{4,39}(?![\\w:.])");
    private static final int LEAST_DIGITS_OF_A_PHONE = 9;

    @Override
    public List<Finding> read(String text, String language, Place place, Known known) {
        Reader reader = new Reader(text, language, place);
        reader.look(MAIL, "mail-address", mail -> isStrangers(mail.toLowerCase(Locale.ROOT), known));
        reader.look(CARD, "card-number", PersonalData::isCard);
        reader.look(PHONE, "phone-number", PersonalData::isPhone);
        reader.look(IPV4, "ip-address", PersonalData::isPublicIpv4);
        reader.look(IPV6, "ip-address", PersonalData::isPublicIpv6);
        return reader.findings;
    }

    private static final class Reader {
        private final String text;
        private final String language;
        private final Place place;
        private final List<Finding> findings = new ArrayList<>();

        Reader(String text, String language, Place place) {
            this.text = text;
            this.language = language;
            this.place = place;
        }

        void look(Pattern pattern, String code, Predicate<String> counts) {
            Matcher match = pattern.matcher(text);
            while (match.find()) {
                if (counts.test(match.group()) && isNew(match.start(), match.end())) {
                    findings.add(place.found(
                            Kind.PERSONAL_DATA,
                            code,
                            match.group(),
                            match.start(),
                            match.end(),
                            message(code, language),
                            null));
                }
            }
        }

        /** What is a card number is not a phone number as well. */
        private boolean isNew(int start, int end) {
            return findings.stream().noneMatch(found -> found.start() < end && start < found.end());
        }
    }

    private static String message(String code, String language) {
        boolean japanese = language.equals("ja");
        return switch (code) {
            case "mail-address" ->
                japanese
                        ? "メールアドレスのようです。利用者のものなら取り除いてください。"
                        : "This looks like a mail address; take it out if it is a user's.";
            case "card-number" -> japanese ? "カード番号のようです。取り除いてください。" : "This looks like a card number; take it out.";
            case "phone-number" ->
                japanese
                        ? "電話番号のようです。利用者のものなら取り除いてください。"
                        : "This looks like a phone number; take it out if it is a user's.";
            default ->
                japanese
                        ? "公開IPアドレスです。利用者のものなら取り除いてください。"
                        : "This is a public IP address; take it out if it is a user's.";
        };
    }

    private static boolean isStrangers(String mail, Known known) {
        return !known.addresses().contains(mail)
                && !DOCUMENTED_DOMAIN.matcher(mail).find();
    }

    /** By the check digit of Luhn. */
    private static boolean isCard(String number) {
        String digits = digits(number);
        if (digits.length() < 13 || digits.length() > 19) {
            return false;
        }
        int sum = 0;
        for (int at = 0; at < digits.length(); at++) {
            int digit = digits.charAt(digits.length() - 1 - at) - '0';
            int counted = at % 2 == 0 ? digit : digit * 2;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }

    private static boolean isPhone(String number) {
        int digits = digits(number).length();
        return digits >= LEAST_DIGITS_OF_A_PHONE && digits <= 15;
    }

    private static String digits(String number) {
        return number.replaceAll("\\D", "");
    }

    private static boolean isPublicIpv4(String address) {
        String[] parts = address.split("\\.", -1);
        int[] octets = new int[4];
        for (int at = 0; at < 4; at++) {
            octets[at] = Integer.parseInt(parts[at]);
            if (octets[at] > 255) {
                return false;
            }
        }
        return switch (octets[0]) {
            case 0, 10, 127 -> false;
            case 100 -> octets[1] < 64 || octets[1] > 127;
            case 169 -> octets[1] != 254;
            case 172 -> octets[1] < 16 || octets[1] > 31;
            case 192 -> octets[1] != 168 && !(octets[1] == 0 && (octets[2] == 0 || octets[2] == 2));
            case 198 -> octets[1] != 18 && octets[1] != 19 && !(octets[1] == 51 && octets[2] == 100);
            case 203 -> !(octets[1] == 0 && octets[2] == 113);
            default -> octets[0] < 224;
        };
    }

    /** Eight groups, or fewer with one gap; global unicast, and not of the documentation. */
    private static boolean isPublicIpv6(String address) {
        String[] groups = address.split(":", -1);
        boolean gap = address.contains("::") && address.indexOf("::") == address.lastIndexOf("::");
        boolean whole = (gap ? groups.length >= 3 && groups.length <= 8 : groups.length == 8)
                && Arrays.stream(groups).allMatch(group -> group.length() <= 4 && (gap || !group.isEmpty()));
        String lower = address.toLowerCase(Locale.ROOT);
        boolean global = lower.matches("[23][0-9a-f]{3}:.*");
        return whole && global && !lower.startsWith("2001:db8:");
    }
}
