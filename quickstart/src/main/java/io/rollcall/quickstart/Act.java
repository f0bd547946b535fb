package io.rollcall.quickstart;

import java.util.List;

/**
 * Scenes that are played at the same time, so that one wait is enough for all of them.
 *
 * @param title what they have in common, for the reader
 */
record Act(String title, List<Scene> scenes) {
    Act {
        scenes = List.copyOf(scenes);
    }
}
