"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Segments } from "#app/_components/segments.tsx";
import { CodeBlock } from "#app/(chat)/_conversation/code-block.tsx";
import type { Finding } from "#client/doctor/judge.ts";
import { type Product, products, remedies } from "./remedies.ts";
import { settingOf, valuesOf } from "./words.ts";

/** What is in the way, in a sentence each, and what to change: for the proxy that one has. */
export function Findings({ findings, origin }: { findings: readonly Finding[]; origin: string }) {
  const t = useTranslations();
  const [product, setProduct] = useState<Product>("NGINX");
  if (findings.length === 0) return null;
  const anyProxy = findings.some(({ fault }) => remedies[fault]);
  return (
    <section aria-labelledby="faults" className="flex flex-col gap-5">
      <h2 id="faults" className="font-semibold">
        {t("doctor.faults")}
      </h2>
      {anyProxy && (
        <Segments
          label={t("doctor.fixIn")}
          value={product}
          onChange={setProduct}
          options={products.map((value) => ({ value, label: value }))}
        />
      )}
      {findings.map((finding) => (
        <FindingEntry key={finding.fault} finding={finding} origin={origin} product={product} />
      ))}
    </section>
  );
}

function FindingEntry({ finding, origin, product }: { finding: Finding; origin: string; product: Product }) {
  const t = useTranslations();
  const { fault } = finding;
  const values = valuesOf(finding);
  const advice = remedies[fault]?.[product];
  const setting = settingOf(finding, origin);
  return (
    <article data-fault={fault} className="flex flex-col gap-2 border-line-strong border-s-2 ps-4">
      <h3 className="font-medium">{t(`doctor.name.${fault}`, values)}</h3>
      <p className="text-ink-soft">{t(`doctor.what.${fault}`, values)}</p>
      {(advice || setting) && (
        <div className="mt-1 flex flex-col gap-2">
          <h4 className="font-medium text-sm">{t("doctor.fix")}</h4>
          {advice?.words && <p className="text-ink-soft">{t(advice.words)}</p>}
          {advice?.code && <Code text={advice.code} />}
          {setting && (
            <>
              <p className="text-ink-soft">{t("doctor.parley")}</p>
              <Code text={setting} />
            </>
          )}
        </div>
      )}
    </article>
  );
}

const Code = ({ text }: { text: string }) => (
  <div className="prose">
    <CodeBlock language={null}>
      <code>{text}</code>
    </CodeBlock>
  </div>
);
