/** Alerts, of which there are none: clients ask for one to see whether they are let in. */
@NullMarked
package dev.lightmeter.server.alert;

import org.jspecify.annotations.NullMarked;
