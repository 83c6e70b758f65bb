package dev.manabi.blameless;

import java.util.Set;

/** The English words that the rules know, by what they are. */
final class English {

    static final Set<String> PREPOSITIONS = words("""
            of in on at from for with by to behind under during via into without after before through""");

    static final Set<String> QUANTIFIERS = words("""
            one some none neither most each any all both two three several many either""");

    static final Set<String> DETERMINERS = words("""
            the a an this that these those our their his her its my your""");

    /** Where a clause begins. */
    static final Set<String> BOUNDARIES = words("""
            , ; : ( ) - – — / | and but or because when while if since although though that which who so as where until unless whereas then
            whether why how what is was were are had has have did ? ! . than once""");

    private static final Set<String> AUXILIARIES = words("""
            do does did have has had is are was were be been being am will would shall should can could may might must ought to cannot""");

    private static final Set<String> ADVERBS = words("""
            just simply even also never always still again not once first later too ever yet soon all both himself herself themselves then
            only at least""");

    private static final Set<String> ROLES = words("""
            operator engineer developer dev admin administrator sysadmin sre on-call oncall on-caller responder reviewer technician contractor
            intern junior employee colleague person human programmer coder tester dba analyst author committer deployer approver guy
            individual coworker co-worker teammate commander shift electrician consultant specialist architect vendor supplier owner trainee
            newcomer apprentice pilot staffer team squad crew department""");

    private static final Set<String> ROLES_WITHOUT_PLURAL = words("""
            people staff folks management leadership engineering humans whoever personnel devs ops qa devops netops""");

    /** Before "manager" or "member" they tell that it is a person. */
    static final Set<String> HUMAN_KINDS = words("""
            the a our product engineering account incident duty team line shift release change staff crew project""");

    /** Before "operator" they tell that it is a program. */
    static final Set<String> SOFTWARE_KINDS = words("""
            kubernetes k8s cluster database postgres kafka prometheus cert-manager flink vault boolean logical comparison storage backup
            ingress helm redis mysql etcd rollout""");

    static final Set<String> DENIALS = words("""
            no without neither nor against instead rather term label phrase word so-called hardly despite blaming if whether""");

    /** What people forget, check or know, as a rule that names it would say "did not ...". */
    static final Set<String> DUTIES = words("""
            notice realise realize check verify test review read escalate communicate think consider bother know understand look catch spot
            ask tell inform notify validate confirm double-check anticipate foresee remember recognise recognize care pay want take examine
            inspect announce warn document appreciate see monitor coordinate try report make wait stop question heed listen ensure consult
            grasp update""");

    static final Set<String> DUTIES_DONE = words("""
            noticed realised realized checked verified tested reviewed read escalated communicated thought considered bothered known
            understood looked caught spotted asked told informed notified validated confirmed double-checked anticipated foreseen remembered
            recognised recognized seen documented followed rolled paid taken listened examined inspected warned announced flagged raised
            questioned waited stopped knew saw done""");

    static final Set<String> DUTIES_DOING = words("""
            checking reading testing verifying thinking asking telling reviewing looking confirming validating considering double-checking
            informing notifying understanding consulting permission approval review authorisation authorization knowing realising realizing
            bothering waiting""");

    static final Set<String> NORMS = words("""
            procedure procedures process processes runbook runbooks policy policies rule rules checklist checklists guideline guidelines
            protocol protocols standard standards instruction instructions practice practices playbook playbooks documentation steps manual
            guide convention conventions workflow""");

    static final Set<String> KEEPING = words("""
            follow following adhere comply respect obey observe use stick adhering complying respecting obeying sticking""");

    static final Set<String> BREAKING = words("""
            skip skips bypass bypasses ignores violates
            violated breached bypassed skipped broke circumvented ignored disregarded flouted sidestepped disobeyed evaded deviated strayed""");

    /** Error nouns that count together with somebody whose they are. */
    static final Set<String> ERRORS = words("""
            error errors mistake mistakes slip slips blunder blunders oversight oversights typo typos misjudgement misjudgment carelessness
            negligence inattention forgetfulness failure incompetence miscommunication misstep screw-up""");

    static final Set<String> ERROR_KINDS = words("""
            human operator pilot engineer developer manual user admin administrator personnel people reviewer technician""");

    /** Nouns that lay it on somebody's mind, whoever it is. */
    static final Set<String> MINDS = words("""
            oversight carelessness negligence inattention inattentiveness incompetence laziness forgetfulness complacency mistake ignorance
            recklessness sloppiness misjudgement misjudgment""");

    static final Set<String> SLIPS = words("""
            accidentally mistakenly erroneously inadvertently wrongly unintentionally incorrectly carelessly""");

    static final Set<String> JUDGEMENTS = words("""
            overconfident overconfidence cocky impatient impatience unskilled inexperience amateur incapable inattentively selfish stubborn gullible gross-negligence    unmotivated undisciplined disorganised disorganized  overeager
            careless carelessly carelessness incompetent incompetence incompetently sloppy sloppily sloppiness negligent negligently reckless
            recklessly recklessness stupid stupidly stupidity foolish foolishly clueless ignorant irresponsible irresponsibly unprofessional
            inattentive thoughtless thoughtlessly complacent complacency laziness idiot idiots moron lackadaisical half-hearted half-assed
            slapdash amateurish unqualified inept ineptitude arrogant arrogance   cavalier    heedless heedlessly
            absent-minded shoddy clumsy clumsily""");

    /** Judgements only about people; of programs they say something else. */
    static final Set<String> JUDGEMENTS_OF_PEOPLE = words("""
            sluggish late asleep unprepared untrained sleepy unfamiliar
            lazy lazily dumb slow confused distracted inexperienced naive lax blindly cowboy hasty hastily slacking unreliable rushing""");

    static final Set<String> LACKING = words("""
            ownership
            discipline care diligence skill skills competence professionalism knowledge experience attention rigor rigour awareness
            understanding judgement judgment responsibility effort commitment concentration accountability expertise vigilance caution sense""");

    static final Set<String> CHARACTER_VERBS = words("""
            slept rubber-stamped wasted overslept insisted skimmed
            ignored ignores disregarded panicked rushed neglected gambled botched bungled slacked dismissed blundered fumbled dithered
            shrugged freaked winged cut messed screwed guessed assumed couldn't blew tampered meddled dropped overlooked missed misread
            misunderstood misjudged forgot forgets underestimated mishandled fat-fingered mistyped misconfigured overreacted hesitated refused
            lacked lacks""");

    static final Set<String> HEATED = words("""
            horrible horribly awful terrible terribly disastrous seriously unreal mess joke ugh sigh facepalm ashamed
            ridiculous ridiculously unbelievable unbelievably absurd absurdly insane insanely outrageous disgraceful shameful appalling
            appallingly pathetic embarrassing embarrassingly idiotic wtf damn damned goddamn crap crappy bullshit fucking fucked shit shitty
            unacceptable inexcusable unforgivable laughable horrendous atrocious ludicrous disgusting mind-boggling moronic shocking
            shockingly abysmal inconceivable fiasco horrific scandalous  preposterous""");

    /** They make somebody the cause, whatever else is said. */
    static final Set<String> CAUSING = words("""
            caused broke triggered crashed introduced corrupted wiped leaked destroyed screwed created provoked induced ruined brought took
            killed nuked causes breaks jeopardised jeopardized""");

    /** What people did; in a cause it makes them the cause. */
    static final Set<String> ACTS = words("""
            deleted removed dropped pushed deployed merged ran changed applied disabled set committed enabled rebooted overwrote executed
            edited approved uploaded released shipped left terminated modified typed entered truncated unplugged purged revoked misconfigured
            shut launched copied allowed let made put used exposed erased""");

    static final Set<String> MENDING = words("""
            restored restore rolled rollback reverted revert reverting mitigated mitigate recover recovered fix fixed stabilise stabilize
            resolve resolved contain incident""");

    static final Set<String> SCHOOLING = words("""
            train retrain re-train educate re-educate teach coach remind warn instruct tell discipline reprimand urge admonish ask encourage
            lecture sensitise sensitize punish fire replace have make get require order force""");

    /** Of these alone one knows that they are said to people. */
    static final Set<String> SCHOOLING_ALONE = words("""
            remind reprimand re-educate educate admonish retrain re-train""");

    static final Set<String> CARE = words("""
            careful vigilant diligent cautious attentive mindful thorough disciplined alert responsible conscious""");

    static final Set<String> HINDSIGHTS = words("""
            obviously evidently undoubtedly plainly unsurprisingly predictably""");

    private static final Set<String> IRREGULAR_PASTS = words("""
            been done made taken seen known caught read run ran set put kept told thought had gone given got gotten left built sent written
            wrote chosen spoken stopped brought understood found foreseen held paid said begun began broke broken took gave went knew saw came
            come chose let led lost forgot forgotten cut shut hit asked overwrote overwritten withdrawn thrown tried spent dealt felt met
            stood stuck taught won woken drawn driven""");

    /** What is broken besides a norm when it is skipped. */
    static final Set<String> SAFEGUARDS = words(
            "review reviews test tests testing check checks approval approvals step staging canary validation verification safeguard safeguards sign-off ci");

    static final Set<String> WRONG = words(
            "wrong incorrect mistaken erroneous bad faulty broken buggy untested unreviewed mistyped invalid misspelled");

    static final Set<String> LESSONS_FOR_PEOPLE = words(
            "training retraining workshop refresher reminder reminders lecture coaching counselling counseling briefing lesson session sessions");

    static final Set<String> GIVING = words(
            "get need needs schedule hold provide give send organise organize run conduct arrange issue mandate complete attend undergo receive offer deliver add more do set require refresh repeat mandatory");

    static final Set<String> WORKS = words(
            "change commit deploy deployment push merge migration script patch pr edit update rollout release config configuration command fix code");

    /** What happens to people; that it did not is a fact. */
    static final Set<String> HAPPENING = words("""
            receive get have need see exist cause hear lose expect own participate join experience become be belong result affect respond acknowledge observe touch change""");

    /** They end like participles and are nouns. */
    static final Set<String> NOUNS_IN_ING = words("""
            meeting training planning briefing tooling monitoring staging building routing paging reporting logging testing handling processing mapping setting rating string thing""");

    private English() {}

    /** The words of a text, which blanks part. */
    static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    static boolean isRole(String lower) {
        return ROLES.contains(lower)
                || ROLES_WITHOUT_PLURAL.contains(lower)
                || (lower.endsWith("s") && ROLES.contains(lower.substring(0, lower.length() - 1)));
    }

    static boolean isAdverb(String lower) {
        return ADVERBS.contains(lower) || (lower.length() > 4 && lower.endsWith("ly"));
    }

    static boolean isAuxiliary(String lower) {
        return AUXILIARIES.contains(lower) || lower.endsWith("n't");
    }

    static boolean isPast(String lower) {
        return IRREGULAR_PASTS.contains(lower)
                || (lower.length() > 3 && lower.endsWith("ed") && !lower.endsWith("eed"));
    }

    static boolean isPrevention(String lower) {
        return lower.startsWith("prevent")
                || lower.startsWith("avoid")
                || lower.startsWith("reduc")
                || lower.startsWith("guard")
                || lower.startsWith("protect")
                || lower.startsWith("tolera")
                || lower.startsWith("eliminat")
                || lower.startsWith("limit")
                || lower.startsWith("minimi");
    }
}
