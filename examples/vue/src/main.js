import { createApp } from "vue";
import Check from "./Check.vue";

createApp(Check).mount("#app");
