/** Scanner files, inventories and threat feeds, turned into core values. */
@NullMarked
package dev.lightmeter.importers;

import org.jspecify.annotations.NullMarked;
