/** The rate budget: who may send a request to a vendor, and when. Knows neither HTTP nor vendors. */
package io.rollcall.budget;
