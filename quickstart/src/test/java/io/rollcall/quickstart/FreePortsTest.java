package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void noPortIsGivenTwiceAndNoneFromTheRangeOfOutgoingConnections() {
        FreePorts ports = new FreePorts(new Random(7));
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            given.add(ports.next());
        }
        assertThat(given).hasSize(500).allSatisfy(port -> assertThat(port).isBetween(20_000, 29_999));
    }

    @Test
    void aPortSomebodyListensOnIsNeitherFoundNorAccepted() throws Exception {
        int taken = new FreePorts(new Random(7)).next();
        try (ServerSocket somebody = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
            assertThat(new FreePorts(new Random(7)).next()).isNotEqualTo(somebody.getLocalPort());
            assertThatThrownBy(() -> new FreePorts(new Random(7)).orFree(taken))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining(String.valueOf(taken));
        }
    }
}
