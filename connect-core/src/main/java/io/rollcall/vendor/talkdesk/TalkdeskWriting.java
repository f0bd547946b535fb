package io.rollcall.vendor.talkdesk;

import io.rollcall.vendor.VendorSettings;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;

/**
 * What only matters where users are changed, by either API.
 *
 * @param deletes whether users may be deleted
 * @param adminRoles ids and names, lower case, of the roles that administer the account
 * @param plainRole name or id of the role that an administrator is demoted to
 * @param teamsByExtension whether SCIM changes teams by Talkdesk's own attribute of a user, and not by groups
 */
record TalkdeskWriting(boolean deletes, Set<String> adminRoles, String plainRole, boolean teamsByExtension) {

    static TalkdeskWriting of(AbstractConfig settings) {
        return new TalkdeskWriting(
                settings.getBoolean(TalkdeskVendor.ALLOW_DELETE),
                settings.getList(TalkdeskVendor.ADMIN_ROLES).stream()
                        .map(role -> role.strip().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet()),
                VendorSettings.required(
                        settings,
                        TalkdeskVendor.PLAIN_ROLE,
                        "Set it to the role of somebody who administers nothing, such as agent."),
                settings.getString(TalkdeskVendor.SCIM_TEAMS).equals(TalkdeskVendor.TEAMS_BY_EXTENSION));
    }
}
