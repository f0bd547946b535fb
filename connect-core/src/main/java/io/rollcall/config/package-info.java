/** Settings: how keys are defined, checked and read once into records. Knows no vendor. */
package io.rollcall.config;
