import { Search, UserPlus } from "lucide-react";
import { Button } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { Part } from "./part.tsx";

/** From right to left: start and end change sides, numbers and addresses do not. */
export function Mirrored() {
  return (
    <Part
      title="Right to left"
      lead="Logical properties only (ps, me, start, end), so that all of it mirrors by itself."
    >
      <div dir="rtl" lang="ar" className="flex flex-col gap-3">
        <Field label="الاسم" hint="قصير وواضح." defaultValue="غرفة الهندسة" />
        <Notice>تعذر الوصول إلى الخادم. تحقق من اتصالك وحاول مرة أخرى.</Notice>
        <div className="flex flex-wrap gap-2">
          <Button kind="primary">
            <UserPlus size={16} aria-hidden="true" />
            دعوة أشخاص
          </Button>
          <Button>
            <Search size={16} aria-hidden="true" />
            بحث
          </Button>
        </div>
        <div className="prose">
          <blockquote>
            <p>اقتباس، يبدأ من اليمين.</p>
          </blockquote>
          <ul>
            <li>أولا</li>
            <li>ثانيا، في الساعة 14:05</li>
          </ul>
        </div>
      </div>
    </Part>
  );
}
