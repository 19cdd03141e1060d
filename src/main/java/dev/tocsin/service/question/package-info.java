/**
 * Questions of runs, put to people and answered by them.
 *
 * <p>In come the {@code ask} steps and the held containments of durable runs, within the
 * transaction of the event that gave them; out go messages with links, a small page for each
 * question, and the answers, back to the host. It is guaranteed that a message is sent at least
 * once while its question is open, that no link decides by being opened, that a link decides once
 * at most and only what its page showed, and that containment is decided by somebody who logged in
 * and may.
 *
 * <p>{@link dev.tocsin.service.question.QuestionSheet} is what is asked, {@link
 * dev.tocsin.service.question.QuestionDesk} where it is answered, {@link
 * dev.tocsin.service.question.Messenger} how people hear of it.
 */
@NullMarked
package dev.tocsin.service.question;

import org.jspecify.annotations.NullMarked;
