package io.rollcall.budget.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LicenceKeyTest {
    @Test
    void aTopicIsNamedByVendorAndLicenceWithoutTellingTheLicence() {
        // printf livechat:12345 | sha256sum
        assertThat(LicenceKey.of("livechat", "12345").topic()).isEqualTo("rollcall.budget.livechat.908b05dbbbe9989a");
    }
}
