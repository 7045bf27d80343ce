export { gaxios, GoogleAuth, Impersonated } from "google-auth-library";
