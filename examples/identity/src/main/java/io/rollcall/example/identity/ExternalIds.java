package io.rollcall.example.identity;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which namespace an external id lives in. Gladly holds whatever id the company put there, often the one of HR; LiveChat
 * holds an id of its own. Two equal ids name one person only within one namespace.
 *
 * @param companyVendors vendors whose external id is the company's own id of the person
 */
record ExternalIds(Set<String> companyVendors) {

    private static final String COMPANY = "id:";

    ExternalIds {
        companyVendors = Set.copyOf(companyVendors);
    }

    @Nullable
    String link(String vendor, @Nullable String externalId) {
        if (externalId == null || externalId.isBlank()) {
            return null;
        }
        return companyVendors.contains(vendor) ? companyLink(externalId) : vendor + "-id:" + externalId.strip();
    }

    static String companyLink(String id) {
        return COMPANY + id.strip();
    }

    static boolean isCompanyLink(String link) {
        return link.startsWith(COMPANY);
    }
}
