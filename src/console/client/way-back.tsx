import { Link } from 'wouter';
import { useText } from '../language.tsx';

export function WayBack() {
  const { client: text } = useText();
  return (
    <nav aria-label={text.wayBack}>
      <Link href="/">← {text.allClients}</Link>
    </nav>
  );
}
