/** @jsxImportSource preact */
import { inFours } from "../app/secret.ts";

interface ReceiptProps {
  readonly number: string;
  readonly secret: string;
}

/** Number and secret, to be written down: whoever loses them cannot ask again, for nobody else has the secret. */
export const Receipt = ({ number, secret }: ReceiptProps) => (
  <section aria-labelledby="receipt" data-receipt>
    <h2 id="receipt">请抄下来，或者截屏</h2>
    <dl class="receipt">
      <dt>编号</dt>
      <dd data-number>{inFours(number)}</dd>
      <dt>查询码</dt>
      <dd data-secret>{inFours(secret)}</dd>
    </dl>
    <p class="soft">凭这两个号，可以在“查询”里看办得怎么样。查询码只有您知道，别人查不到，丢了也找不回来。</p>
  </section>
);
