import { Table } from "@mantine/core";
import { type ComponentType, useId, useState } from "react";
import { declineText } from "../../decline-texts.ts";
import { shortShopTime } from "../../shop-time.ts";
import { Status } from "../../ui/status.tsx";
import type { FigureChartProps } from "./figure-chart.tsx";
import type { FigureView } from "./figure-view.ts";
import classes from "./health.module.css";
import { figureTexts, lineLabel, writeGoal, writeValue } from "./health-texts.ts";
import { lineStyles } from "./line-styles.ts";

interface FigureCardProps extends FigureChartProps {
  /** Null: it is loading, or could not be loaded. */
  Chart: ComponentType<FigureChartProps> | null;
}

/** A figure: its value, whether it is as it should be, how it went, and the same as a table. */
export function FigureCard({ Chart, ...shown }: FigureCardProps) {
  const { figure } = shown;
  const { name, unit, goal, value, isMet, lines, parts } = figure;
  const { title, what, none } = figureTexts[name];
  const headingId = useId();
  return (
    <section className={classes.card} aria-labelledby={headingId}>
      <h3 id={headingId} className={classes.title}>
        {title}
      </h3>
      <p className={classes.value}>
        <span data-figure={name}>{value === null ? "–" : writeValue(value, unit)}</span>
        {goal !== null && (
          <span className={classes.goal}>
            {isMet !== null && <Status tone={isMet ? "good" : "bad"} label={isMet ? "Met" : "Not met"} />}{" "}
            {writeGoal(goal, unit)}
          </span>
        )}
      </p>
      <p className={classes.what}>{what}</p>
      {value === null ? (
        <p className={classes.none}>{none}</p>
      ) : (
        <>
          {lines.length > 1 && (
            <p className={classes.key} aria-hidden="true">
              {lines.map((line, index) => (
                <span key={line}>
                  <svg width="18" height="4" aria-hidden="true">
                    <line
                      x1="0"
                      y1="2"
                      x2="18"
                      y2="2"
                      strokeWidth="2"
                      stroke={lineStyles[index]?.color}
                      strokeDasharray={dashesOf(index)}
                    />
                  </svg>
                  {lineLabel(line)}
                </span>
              ))}
            </p>
          )}
          <div className={classes.chart} aria-hidden="true">
            {Chart !== null && <Chart {...shown} />}
          </div>
          {parts.length > 0 && <Parts parts={parts} />}
          <Numbers {...shown} title={title} />
        </>
      )}
    </section>
  );
}

function dashesOf(index: number): string | undefined {
  const style = lineStyles[index];
  return style !== undefined && "strokeDasharray" in style ? style.strokeDasharray : undefined;
}

/** The most reasons that are listed; the page Declines has all. */
const maxParts = 5;

function Parts({ parts }: { parts: FigureView["parts"] }) {
  return (
    <ul className={classes.parts}>
      {parts.slice(0, maxParts).map(({ code, count }) => (
        <li key={code}>
          <span>{declineText(code)}</span>
          <span>{count}</span>
        </li>
      ))}
    </ul>
  );
}

/** The chart's numbers, for screen readers and for exact values. Its rows are drawn when it is opened. */
function Numbers({
  title,
  figure: { unit, lines, points },
  times,
  timeZone,
}: FigureChartProps & { title: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className={classes.numbers} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>As a table</summary>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
        <section className={classes.scroll} tabIndex={0} aria-label={`${title}, as a table`}>
          <Table aria-label={title} horizontalSpacing={8} verticalSpacing={2} fz={12.5}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">From</Table.Th>
                {lines.map((line) => (
                  <Table.Th key={line} scope="col" ta="right">
                    {lineLabel(line)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {times.map((at, index) => (
                <Table.Tr key={at}>
                  <Table.Th scope="row" fw={400}>
                    {shortShopTime(at, timeZone)}
                  </Table.Th>
                  {lines.map((line, position) => {
                    const value = points[index]?.[position] ?? null;
                    return (
                      <Table.Td key={line} ta="right">
                        {value === null ? "–" : writeValue(value, unit)}
                      </Table.Td>
                    );
                  })}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
    </details>
  );
}
