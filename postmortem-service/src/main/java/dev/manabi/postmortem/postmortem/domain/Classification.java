package dev.manabi.postmortem.postmortem.domain;

import java.util.List;

/**
 * What kind of thing set it off and what kind of cause let it happen, as codes that can be counted (METHOD C2).
 *
 * @param trigger one code
 * @param causes at least one code, the most important first
 */
public record Classification(String trigger, List<String> causes) {

    public Classification {
        causes = List.copyOf(causes);
    }
}
