import { createRoot } from "react-dom/client";
import { Check } from "./Check.jsx";

createRoot(document.getElementById("app")).render(<Check />);
