/** The lab over real HTTP and SMTP, mostly as sessions written down in {@code golden/lab}. */
@NullMarked
package dev.tocsin.lab;

import org.jspecify.annotations.NullMarked;
