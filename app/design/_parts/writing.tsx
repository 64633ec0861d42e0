import { Square, SquareCheckBig } from "lucide-react";
import { Part } from "./part.tsx";

/** The marks of a message as they come out of the renderer, without the renderer. */
export function Writing() {
  return (
    <Part title="What people write" lead="Classes .prose and .mention of app/globals.css.">
      <div className="prose max-w-[46rem]">
        <p>
          Words, <strong>strong</strong>, <em>stressed</em>, <del>taken back</del>, <code>code</code>,{" "}
          <a href="https://example.org">the rules of right of way</a>, <span className="mention">@Tomás</span> and{" "}
          <span className="mention mention-me">@Mara</span>. ⛵
        </p>
        <blockquote>
          <p>A quotation, over which one can disagree.</p>
        </blockquote>
        <ul>
          <li>first</li>
          <li>
            second
            <ol>
              <li>with a first</li>
              <li>and a second</li>
            </ol>
          </li>
        </ul>
        <ul className="contains-task-list">
          <li className="task-list-item">
            <SquareCheckBig
              size={15}
              role="img"
              aria-label="done"
              className="me-1.5 inline align-[-0.1875rem] text-accent"
            />{" "}
            done
          </li>
          <li className="task-list-item">
            <Square
              size={15}
              role="img"
              aria-label="open"
              className="me-1.5 inline align-[-0.1875rem] text-ink-faint"
            />{" "}
            to be done
          </li>
        </ul>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
        <pre tabIndex={0}>
          <code>{"const answer = await ask(question);\nif (!answer.ok) throw new Error(answer.reason);"}</code>
        </pre>
        <table>
          <thead>
            <tr>
              <th>sensor</th>
              <th>port</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>wind</td>
              <td>A2</td>
            </tr>
            <tr>
              <td>tilt</td>
              <td>B1</td>
            </tr>
          </tbody>
        </table>
      </div>
    </Part>
  );
}
