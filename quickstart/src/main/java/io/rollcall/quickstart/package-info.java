/** A broker, a schema registry and Connect workers as processes of their own, started, watched and ended from one JVM. */
@NullMarked
package io.rollcall.quickstart;

import org.jspecify.annotations.NullMarked;
