/** @jsxImportSource preact */
import { render } from "preact";
import "./public.css";
import { App } from "./app/App.tsx";

const place = document.getElementById("app");
if (!place) throw new Error("the page has no #app");
place.replaceChildren();
render(<App />, place);
