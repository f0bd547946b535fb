/**
 * The port to a vendor: what detection and provisioning may ask of any of them, and how it may fail.
 *
 * <p>The vendors themselves live in packages below this one; nothing outside them knows a vendor's JSON.
 */
package io.rollcall.vendor;
