/**
 * HTTP as Rollcall speaks it: one small class for each concern, composed in one readable place.
 *
 * <p>The only package that imports okhttp3.
 */
package io.rollcall.http;
