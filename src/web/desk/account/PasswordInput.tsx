import { Input } from "antd";
import { useState } from "react";
import { Field } from "../parts/Field.tsx";

interface PasswordInputProps {
  readonly title: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** By what the browser's own store of passwords knows it. */
  readonly known: "current-password" | "new-password";
  readonly hint?: string | undefined;
  /** Offers to show what is typed: nobody should choose a password blindly. */
  readonly showable?: boolean;
}

export function PasswordInput({ title, value, onChange, known, hint, showable = false }: PasswordInputProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field title={title} {...(hint !== undefined && { hint })}>
      {(id) => (
        <>
          <Input
            id={id}
            type={shown ? "text" : "password"}
            value={value}
            maxLength={200}
            autoComplete={known}
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
          />
          {showable && (
            <span className="tick">
              <label>
                <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} /> 显示密码
              </label>
            </span>
          )}
        </>
      )}
    </Field>
  );
}
